package dev.weir.controller.testing;

import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Triggers of ScaledObjects in the namespace {@code shop}, of which nothing is told but what a test needs. */
public final class Specs {

    private Specs() {}

    public static TriggerSpec of(String object, int index, @Nullable String name, String type) {
        return of(object, index, name, type, null);
    }

    public static TriggerSpec of(
            String object, int index, @Nullable String name, String type, @Nullable String metricType) {
        return new TriggerSpec(
                "ScaledObject",
                "shop",
                object,
                index,
                name,
                type,
                Map.of(),
                Map.of(),
                Map.of(),
                PodIdentity.NONE,
                metricType,
                false);
    }
}
