package dev.weir.controller.formula;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A million formulas by chance: nothing but the declared exception, and none that takes long. Another seed or number:
 * {@code -Dweir.fuzz.seed=…} and {@code -Dweir.fuzz.count=…}.
 */
final class FormulaFuzzTest {

    private static final long SEED = Long.getLong("weir.fuzz.seed", System.nanoTime());
    private static final int COUNT = Integer.getInteger("weir.fuzz.count", 1_000_000);

    private final GivenValues values = GivenValues.of(given());
    private int compiled;
    private int evaluated;

    @Test
    void failsOnlyAsDeclaredAndEndsInTime() {
        System.out.println("FormulaFuzzTest: -Dweir.fuzz.seed=" + SEED);
        var formulas = new RandomFormula(new Random(SEED));
        assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            for (int i = 0; i < COUNT; i++) {
                String text = formulas.text();
                try {
                    attempt(text);
                } catch (RuntimeException | Error e) {
                    throw new AssertionError("seed " + SEED + ", formula " + i + ": " + text, e);
                }
            }
        });
        assertTrue(compiled > COUNT / 50, compiled + " compiled");
        assertTrue(evaluated > COUNT / 100, evaluated + " evaluated");
    }

    private void attempt(String text) {
        try {
            Formula formula = Formula.compile(text, values.names());
            compiled++;
            Result result = formula.evaluate(values);
            evaluated += result instanceof Result.Value ? 1 : 0;
        } catch (FormulaException e) {
            assertTrue(e.line() > 0 && e.column() > 0 && !e.reason().isEmpty(), e.getMessage());
        }
    }

    private static Map<String, @Nullable Double> given() {
        Map<String, @Nullable Double> given = new LinkedHashMap<>();
        given.put("a", 7.5);
        given.put("b", null);
        given.put("c", -3.0);
        return given;
    }
}
