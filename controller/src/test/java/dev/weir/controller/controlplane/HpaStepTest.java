package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.desired.ResourceMetric;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** §2.7: what keeps an object from having an HPA. */
final class HpaStepTest {

    private static final ResourceMetric CPU =
            new ResourceMetric("cpu", null, MetricType.Utilization, new Quantity("80"));

    @Test
    void anHpaNeedsAMetricOfAnyKind() {
        assertEquals(
                List.of("spec.triggers: no trigger gives a metric, so there is nothing for an HPA to follow"),
                HpaStep.problems(List.of(), List.of()));
        assertEquals(List.of(), HpaStep.problems(List.of(), List.of(CPU)));
        assertEquals(List.of(), HpaStep.problems(List.of(metric("s0-a")), List.of()));
    }

    @Test
    void twoMetricsOfOneNameAreRefusedButCpuMayStandTwice() {
        assertEquals(
                List.of("spec.triggers: two metrics are called s0-a"),
                HpaStep.problems(List.of(metric("s0-a"), metric("s1-b"), metric("s0-a")), List.of()));
        assertEquals(List.of(), HpaStep.problems(List.of(metric("s0-a")), List.of(CPU, CPU)));
    }

    private static MetricSpec metric(String name) {
        return new MetricSpec(name, MetricType.AverageValue, Quantity.of(5));
    }
}
