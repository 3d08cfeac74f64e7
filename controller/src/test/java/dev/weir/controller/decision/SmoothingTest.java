package dev.weir.controller.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.decision.SmoothingPolicy.Panic;
import dev.weir.controller.decision.SmoothingPolicy.Problem;
import dev.weir.controller.decision.SmoothingPolicy.Slew;
import dev.weir.controller.decision.SmoothingPolicy.UpDown;
import dev.weir.controller.testing.Cases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What smoothing makes of series, the outputs of which {@code make.py} beside them made in its own way. */
final class SmoothingTest {

    private static final String SERIES = "decision/smoothing/";
    private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

    @TestFactory
    Stream<DynamicTest> makesOfASeriesWhatTheReferenceMakes() {
        return Cases.in(SERIES + "series.json", series -> {
            Smoothing state =
                    Smoothing.by(SmoothingCases.of(series.map("policy")).policy());
            List<double[]> rows = rows(series.text("name"));
            for (double[] row : rows) {
                state = state.after(at(row[0]), row[1]);
                double tolerance = Math.max(1e-9, Math.abs(row[2]) * 1e-9);
                assertEquals(row[2], state.value(), tolerance, "at " + row[0] + " s");
            }
            assertTrue(rows.size() > 50);
        });
    }

    @TestFactory
    Stream<DynamicTest> namesEverythingThatIsWrongWithAPolicy() {
        return Cases.in(SERIES + "policy.yaml", row -> {
            SmoothingCases given = SmoothingCases.of(row.map("given"));
            List<String> problems =
                    given.problems().stream().map(Problem::toString).toList();

            assertEquals(row.list("then"), problems);
            if (problems.isEmpty()) {
                assertNotNull(given.policy());
            } else {
                assertThrows(IllegalArgumentException.class, given::policy);
            }
        });
    }

    @Test
    void nothingNamedPassesEverything() {
        assertTrue(SmoothingPolicy.OFF.isOff());
        assertEquals(-3, fold(SmoothingPolicy.OFF, 7, 900, -3).value());
    }

    @Test
    void theFirstReadingPassesAsItIs() {
        assertEquals(42, fold(everything(), 42).value());
        assertEquals(0, Smoothing.by(everything()).value());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberChangesNothing(double none) {
        Smoothing empty = Smoothing.by(everything());
        assertSame(empty, empty.after(at(0), none));

        Smoothing known = fold(everything(), 10, 20);
        assertSame(known, known.after(at(1_000), none));
    }

    @Test
    void aReadingThatComesTwiceCountsOnce() {
        Smoothing known = fold(everything(), 10, 20);

        assertSame(known, known.after(at(10), 20));
    }

    /** How often somebody looks makes no difference to what has come through after a while. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 60})
    void timeCountsAndNotTheNumberOfReadings(int readings) {
        SmoothingPolicy halfLife = new SmoothingPolicy(null, new UpDown(30, null), UpDown.NEITHER, null, null, null);
        SmoothingPolicy slew =
                new SmoothingPolicy(null, UpDown.NEITHER, UpDown.NEITHER, new Slew(100, null), null, null);

        assertEquals(90, stepped(halfLife, 0, 120, readings), 1e-9, "two half-lives are three quarters");
        assertEquals(40, stepped(slew, 20, 120, readings), 1e-9, "doubled within the minute");
    }

    /** After a minute of a step that was read so often. */
    private static double stepped(SmoothingPolicy policy, double from, double to, int readings) {
        Smoothing state = fold(policy, from);
        for (int i = 1; i <= readings; i++) {
            state = state.after(at(60.0 * i / readings), to);
        }
        return state.value();
    }

    @Test
    void noTimePassesWhereTheClockWasSetBack() {
        SmoothingPolicy policy = new SmoothingPolicy(null, new UpDown(10, 10), UpDown.NEITHER, null, null, null);
        Smoothing before = Smoothing.by(policy).after(at(3_600), 10);

        Smoothing back = before.after(at(0), 90);
        assertEquals(10, back.value());
        assertEquals(50, back.after(at(10), 90).value(), 1e-9, "and from there on it passes as ever");
    }

    @Test
    void aPercentageOfNothingIsNoLimit() {
        Slew percent = new Slew(50, null);
        Slew both = new Slew(50, 6.0);
        assertEquals(80, fold(slew(percent), 0, 80).value());
        assertEquals(1, fold(slew(both), 0, 80).value(), 1e-9, "six a minute, for ten seconds");
    }

    private static SmoothingPolicy slew(Slew up) {
        return new SmoothingPolicy(null, UpDown.NEITHER, UpDown.NEITHER, up, null, null);
    }

    @Test
    void aBandIsOfTheValueThatWasGivenOut() {
        SmoothingPolicy policy = new SmoothingPolicy(null, UpDown.NEITHER, new UpDown(10, 20), null, null, null);

        assertEquals(100, fold(policy, 100, 109, 110, 81, 80).value());
        assertEquals(111, fold(policy, 100, 109, 111).value());
        assertEquals(79, fold(policy, 100, 81, 79).value());
        assertEquals(-125, fold(policy, -100, -115, -125).value());
    }

    @Test
    void aPanicEndsAWholeStableWindowAfterTheLastBurst() {
        SmoothingPolicy policy =
                new SmoothingPolicy(null, UpDown.NEITHER, UpDown.NEITHER, null, null, new Panic(60, 6, 200));
        Smoothing burst = fold(policy, 10, 10, 10, 30);
        assertTrue(burst.panicking());
        assertEquals(30, burst.value(), "the panic window ends with it");

        Smoothing after = burst.after(at(40), 4);
        assertEquals(30, after.value());
        after = after.after(at(89.999), 4);
        assertTrue(after.panicking());
        assertEquals(30, after.value());
        after = after.after(at(90), 4);
        assertFalse(after.panicking());
        assertEquals(4, after.value(), 1e-9, "the mean of the last minute");
    }

    /** The burst of an outlier that a median takes away is none. */
    @Test
    void theMedianGoesBeforeThePanic() {
        Panic panic = new Panic(60, 6, 200);
        SmoothingPolicy policy = new SmoothingPolicy(3, UpDown.NEITHER, UpDown.NEITHER, null, null, panic);

        assertFalse(fold(policy, 10, 10, 900).panicking());
        assertTrue(fold(policy, 10, 10, 900, 900).panicking());
    }

    @Test
    void nothingHoldsAPanicBackAndTheRestGoesOnFromThere() {
        SmoothingPolicy policy = new SmoothingPolicy(
                null, new UpDown(600, 60), new UpDown(1_000, null), new Slew(1, null), null, new Panic(60, 6, 200));
        Smoothing burst = fold(policy, 10, 100);
        assertEquals(100, burst.value());

        Smoothing over = burst.after(at(70), 0);
        assertFalse(over.panicking());
        assertEquals(50, over.value(), 1e-9, "half of the way in a half-life");
    }

    @Test
    void memoryIsBoundedHoweverOftenSomethingIsPushed() {
        SlidingMean mean = SlidingMean.of(60, 0);
        double elapsed = 0.001;
        for (int i = 0; i < 200_000; i++) {
            mean = mean.after(elapsed, i % 2 == 0 ? 10 : 20);
        }

        assertTrue(mean.pieces() <= 2 * SlidingMean.PIECES + 2, mean.pieces() + " pieces");
        assertEquals(15, mean.value(), 0.1);
        for (int i = 0; i < 1_000; i++) {
            mean = mean.after(0, i);
        }
        assertTrue(mean.pieces() <= 2 * SlidingMean.PIECES + 2, mean.pieces() + " pieces");
    }

    private static SmoothingPolicy everything() {
        return new SmoothingPolicy(
                5,
                new UpDown(15, 120),
                new UpDown(10, 20),
                new Slew(100, 1.0),
                new Slew(25, null),
                new Panic(60, 6, 200));
    }

    /** Every ten seconds. */
    private static Smoothing fold(SmoothingPolicy policy, double... readings) {
        Smoothing state = Smoothing.by(policy);
        for (int i = 0; i < readings.length; i++) {
            state = state.after(at(10 * i), readings[i]);
        }
        return state;
    }

    private static Instant at(double seconds) {
        return START.plusNanos(Math.round(seconds * 1e9));
    }

    /** Seconds, input, output. */
    private static List<double[]> rows(@Nullable String name) {
        String file = "/" + SERIES + name + ".csv";
        try (InputStream in = SmoothingTest.class.getResourceAsStream(file)) {
            assertNotNull(in, file);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            assertEquals("seconds,input,output", lines.readLine());
            List<double[]> rows = new ArrayList<>();
            lines.lines()
                    .map(line -> Stream.of(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .forEach(rows::add);
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
