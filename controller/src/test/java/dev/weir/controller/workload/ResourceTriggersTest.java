package dev.weir.controller.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.controller.desired.ResourceMetric;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResourceTriggersTest {

    @Test
    void utilizationIsPerCentOfWhatIsRequested() {
        assertEquals(
                new ResourceMetric("cpu", null, MetricType.Utilization, new Quantity("80")),
                ResourceTriggers.read(spec("cpu", "Utilization", Map.of("value", "80")))
                        .metric());
    }

    @Test
    void averageValueIsAQuantityAndMayBeOfOneContainer() {
        assertEquals(
                new ResourceMetric("memory", "main", MetricType.AverageValue, new Quantity("512Mi")),
                ResourceTriggers.read(spec("memory", "AverageValue", Map.of("value", "512Mi", "containerName", "main")))
                        .metric());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "-|80|metricType is missing; accepted are Utilization and AverageValue",
                "Value|80|metricType is \"Value\"; accepted are Utilization and AverageValue",
                "Utilization|80%|parameter \"value\" is \"80%\"; accepted is a whole number of per cent such as 80",
                "Utilization|0.8|parameter \"value\" is \"0.8\"; accepted is a whole number of per cent such as 80",
                "AverageValue|much|parameter \"value\" is \"much\"; accepted is a quantity such as 500m or 512Mi",
                "Utilization|-|parameter \"value\" is missing; give text in metadata.value"
            })
    void whatCannotBeReadIsSaid(@Nullable String metricType, @Nullable String value, String problem) {
        Map<String, String> metadata = value == null ? Map.of() : Map.of("value", value);

        assertEquals(List.of("trigger 0 (cpu): " + problem), problems(spec("cpu", metricType, metadata)));
    }

    @Test
    void theKeyThatIsNoLongerReadIsAProblemBesideAllOthers() {
        assertEquals(
                List.of(
                        "trigger 0 (cpu): parameter \"type\" is no longer read; write metricType beside metadata instead",
                        "trigger 0 (cpu): metricType is missing; accepted are Utilization and AverageValue"),
                problems(spec("cpu", null, Map.of("type", "Utilization", "value", "80"))));
    }

    private static List<String> problems(TriggerSpec spec) {
        return assertThrows(InvalidTriggerException.class, () -> ResourceTriggers.read(spec))
                .problems();
    }

    private static TriggerSpec spec(String type, @Nullable String metricType, Map<String, String> metadata) {
        return new TriggerSpec(
                "ScaledObject",
                "shop",
                "orders",
                0,
                null,
                type,
                metadata,
                Map.of(),
                Map.of(),
                PodIdentity.NONE,
                metricType,
                false);
    }
}
