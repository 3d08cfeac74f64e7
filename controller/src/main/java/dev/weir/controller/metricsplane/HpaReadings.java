package dev.weir.controller.metricsplane;

import dev.weir.controller.desired.ResourceMetric;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricValueStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an HPA says in its status of cpu and memory, which it measures by itself: per cent of what is requested for a target
 * of Utilization, else cores or bytes for each pod.
 */
public final class HpaReadings {

    private HpaReadings() {}

    /** By the index of the trigger; of what the HPA has not measured there is nothing. */
    public static Map<Integer, Double> of(HorizontalPodAutoscaler hpa, List<PlannedResource> resources) {
        Map<Integer, Double> readings = new HashMap<>();
        for (PlannedResource resource : resources) {
            current(hpa, resource.metric())
                    .map(current -> reading(current, resource.metric().type()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(reading -> readings.put(resource.spec().index(), reading));
        }
        return readings;
    }

    private static Stream<MetricValueStatus> current(HorizontalPodAutoscaler hpa, ResourceMetric metric) {
        List<MetricStatus> known = hpa.getStatus() == null || hpa.getStatus().getCurrentMetrics() == null
                ? List.of()
                : hpa.getStatus().getCurrentMetrics();
        String container = metric.container();
        return container == null
                ? known.stream()
                        .map(MetricStatus::getResource)
                        .filter(Objects::nonNull)
                        .filter(status -> metric.resource().equals(status.getName()))
                        .map(status -> status.getCurrent())
                        .filter(Objects::nonNull)
                : known.stream()
                        .map(MetricStatus::getContainerResource)
                        .filter(Objects::nonNull)
                        .filter(status ->
                                metric.resource().equals(status.getName()) && container.equals(status.getContainer()))
                        .map(status -> status.getCurrent())
                        .filter(Objects::nonNull);
    }

    private static @Nullable Double reading(MetricValueStatus current, MetricType type) {
        if (type == MetricType.Utilization) {
            Integer utilization = current.getAverageUtilization();
            return utilization == null ? null : utilization.doubleValue();
        }
        io.fabric8.kubernetes.api.model.Quantity average = current.getAverageValue();
        return average == null ? null : (Double) Quantity.parse(average.getAmount() + average.getFormat());
    }
}
