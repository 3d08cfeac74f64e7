package dev.weir.scalers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.ScalerBench;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScalersTest {

    private final Scalers scalers = Scalers.load();

    @Test
    void findsTheTypesOfTheClassPath() {
        assertTrue(
                scalers.types().containsAll(List.of("metrics-api", "prometheus")),
                scalers.types().toString());
        assertEquals("prometheus", scalers.find("prometheus").orElseThrow().type());
        assertTrue(scalers.find("magic").isEmpty());
    }

    @Test
    void everyTypeHereIsOneOfKeda() {
        scalers.types().forEach(type -> assertTrue(scalers.knownToKeda(type), type));
    }

    @Test
    void saysThatATypeOfKedaIsNotHereYet() {
        assertEquals(
                List.of("trigger 1 (splunk): trigger type \"splunk\" exists in KEDA but is not supported by Weir yet"),
                problems("splunk"));
    }

    @Test
    void namesTheNearestTypeForOneThatDoesNotExist() {
        assertEquals(
                List.of("trigger 1 (promethues): there is no trigger type \"promethues\"; did you mean"
                        + " \"prometheus\"?"),
                problems("promethues"));
        assertEquals(List.of("trigger 1 (stan): there is no trigger type \"stan\""), problems("stan"));
    }

    @Test
    void refusesTwoTypesOfOneName() {
        ScalerType type = scalers.find("prometheus").orElseThrow();
        assertThrows(IllegalStateException.class, () -> Scalers.of(List.of(type, type)));
    }

    private List<String> problems(String type) {
        TriggerSpec spec = new TriggerSpec(
                "ScaledObject",
                "ns",
                "obj",
                1,
                null,
                type,
                Map.of(),
                Map.of(),
                Map.of(),
                PodIdentity.NONE,
                null,
                false);
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(1))) {
            return assertThrows(InvalidTriggerException.class, () -> scalers.create(spec, bench.environment()))
                    .problems();
        }
    }
}
