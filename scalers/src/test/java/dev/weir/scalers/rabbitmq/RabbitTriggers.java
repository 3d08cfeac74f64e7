package dev.weir.scalers.rabbitmq;

import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.Map;

/** Triggers for the tests of this package. */
final class RabbitTriggers {

    private RabbitTriggers() {}

    static TriggerSpec spec(Map<String, String> metadata, Map<String, String> auth) {
        return new TriggerSpec(
                "ScaledObject",
                "shop",
                "orders",
                0,
                null,
                "rabbitmq",
                metadata,
                auth,
                Map.of(),
                PodIdentity.NONE,
                null,
                false);
    }
}
