package dev.weir.scalers.testing;

import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Triggers as tests need them. */
public final class Triggers {

    private Triggers() {}

    /** The first trigger of a ScaledObject. */
    public static TriggerSpec of(String type, Map<String, String> metadata, Map<String, String> auth) {
        return new TriggerSpec(
                "ScaledObject",
                "default",
                "web",
                0,
                null,
                type,
                metadata,
                auth,
                Map.of(),
                PodIdentity.NONE,
                null,
                false);
    }

    /** One map with more in it; a later value replaces an earlier one. */
    public static Map<String, String> and(Map<String, String> map, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(map);
        all.putAll(more);
        return all;
    }
}
