package dev.weir.controller.metricsplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.desired.ResourceMetric;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.controller.testing.Specs;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.TriggerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HpaReadingsTest {

    @Test
    void readsEachMetricAsItsTargetMeansIt() {
        HorizontalPodAutoscaler hpa = hpa("""
                currentMetrics:
                - {type: Resource, resource: {name: cpu, current: {averageUtilization: 42, averageValue: 210m}}}
                - {type: Resource, resource: {name: memory, current: {averageValue: 512Mi}}}
                - type: ContainerResource
                  containerResource: {name: cpu, container: main, current: {averageUtilization: 7, averageValue: 35m}}
                """);

        assertEquals(
                Map.of(0, 42.0, 1, 512.0 * 1024 * 1024, 3, 0.035),
                HpaReadings.of(
                        hpa,
                        List.of(
                                resource(0, "cpu", null, MetricType.Utilization),
                                resource(1, "memory", null, MetricType.AverageValue),
                                resource(2, "memory", null, MetricType.Utilization),
                                resource(3, "cpu", "main", MetricType.AverageValue),
                                resource(4, "cpu", "side", MetricType.AverageValue))));
    }

    @Test
    void anHpaThatHasNotLookedYetSaysNothing() {
        HorizontalPodAutoscaler fresh = Serialization.unmarshal("spec: {}", HorizontalPodAutoscaler.class);

        assertEquals(Map.of(), HpaReadings.of(fresh, List.of(resource(0, "cpu", null, MetricType.Utilization))));
        assertEquals(
                Map.of(),
                HpaReadings.of(
                        hpa("currentMetrics: [{type: \"\"}]"),
                        List.of(resource(0, "cpu", null, MetricType.Utilization))));
    }

    private static HorizontalPodAutoscaler hpa(String status) {
        return Serialization.unmarshal("status:\n" + status.indent(2), HorizontalPodAutoscaler.class);
    }

    private static PlannedResource resource(int index, String type, @Nullable String container, MetricType metric) {
        TriggerSpec spec = Specs.of("orders", index, null, type, metric.name());
        return new PlannedResource(spec, new ResourceMetric(type, container, metric, Quantity.of(80)), List.of());
    }
}
