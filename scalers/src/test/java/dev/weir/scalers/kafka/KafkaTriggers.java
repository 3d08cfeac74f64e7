package dev.weir.scalers.kafka;

import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.Map;

/** Triggers for the tests of this package. */
final class KafkaTriggers {

    private KafkaTriggers() {}

    static TriggerSpec spec(String type, Map<String, String> metadata, Map<String, String> auth) {
        return new TriggerSpec(
                "ScaledObject",
                "shop",
                "orders",
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
}
