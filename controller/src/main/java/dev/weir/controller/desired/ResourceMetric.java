package dev.weir.controller.desired;

import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A metric that the HPA reads by itself, from the metrics of pods.
 *
 * @param resource {@code cpu} or {@code memory}
 * @param container whose use counts; null for that of the whole pod
 * @param type Utilization, or AverageValue
 * @param target per cent of what is requested, or a quantity
 */
public record ResourceMetric(String resource, @Nullable String container, MetricType type, Quantity target) {

    private static final Set<String> TYPES = Set.of("cpu", "memory");

    /** Whether triggers of this type are measured by the HPA. */
    public static boolean isOf(@Nullable String type) {
        return type != null && TYPES.contains(type);
    }

    /** As the HPA calls the kind of the metric. */
    public String kind() {
        return container == null ? "Resource" : "ContainerResource";
    }
}
