package dev.weir.controller.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.decision.SmoothingPolicy.Panic;
import dev.weir.controller.decision.SmoothingPolicy.Slew;
import dev.weir.controller.decision.SmoothingPolicy.UpDown;
import dev.weir.controller.testing.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every policy, whatever a source says and however its clock goes. */
final class SmoothingPropertiesTest {

    private static final int WALKS = 500;
    private static final int STEPS = 120;

    /** Two ways to add up the same times. */
    private static final double ROUNDING = 1e-12;

    private final Random random = Seed.random();
    private Instant now = Instant.parse("2026-11-26T10:00:00Z");

    @Test
    void whatIsGivenOutLiesAmongWhatWasRead() {
        for (int walk = 0; walk < WALKS; walk++) {
            SmoothingPolicy policy = policy();
            Smoothing state = Smoothing.by(policy);
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int step = 0; step < STEPS; step++) {
                double reading = reading();
                state = state.after(tick(), reading);
                if (Double.isFinite(reading)) {
                    least = Math.min(least, reading);
                    most = Math.max(most, reading);
                }
                double value = state.value();
                assertTrue(Double.isFinite(value), value + " " + policy);
                assertTrue(most < least || value >= least && value <= most, value + " " + policy);
            }
        }
    }

    @Test
    void whatStaysTheSameIsGivenOutAsItIs() {
        for (int walk = 0; walk < WALKS; walk++) {
            Smoothing state = Smoothing.by(policy());
            double same = finite();
            for (int step = 0; step < STEPS; step++) {
                state = state.after(tick(), same);
                assertEquals(same, state.value(), () -> "exactly");
            }
        }
    }

    @Test
    void panicIsNeverBelowTheStableMeanAndNeverFalls() {
        int panics = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            Panic panic = panic();
            int median = 3 + 2 * random.nextInt(4);
            Smoothing state = Smoothing.by(new SmoothingPolicy(
                    median, upDown(86_400, 86_400), upDown(1_000, 99), slew(1_000), slew(99), panic));
            Smoothing stable =
                    Smoothing.by(new SmoothingPolicy(median, UpDown.NEITHER, UpDown.NEITHER, null, null, null));
            SlidingMean mean = null;
            Instant before = now;
            for (int step = 0; step < STEPS; step++) {
                double last = state.value();
                double reading = Math.rint(random.nextDouble() * (random.nextInt(10) == 0 ? 1_000 : 20));
                Instant at = now.plusMillis(1 + random.nextInt(20_000));
                now = at;
                state = state.after(at, reading);
                stable = stable.after(at, reading);
                double elapsed = Duration.between(before, at).toNanos() / 1e9;
                before = at;
                mean = mean == null
                        ? SlidingMean.of(panic.stableSeconds(), stable.value())
                        : mean.after(elapsed, stable.value());
                if (state.panicking()) {
                    panics++;
                    assertTrue(
                            state.value() >= mean.value() * (1 - ROUNDING) && state.value() >= last,
                            state.value() + " after " + last + ", mean " + mean.value() + " " + panic);
                }
            }
        }
        assertTrue(panics > WALKS, panics + " readings in panic");
    }

    /** Mostly on, at times at once, at times back. */
    private Instant tick() {
        now = switch (random.nextInt(12)) {
            case 0 -> now;
            case 1 -> now.minusMillis(random.nextInt(100_000));
            case 2 -> now.plusSeconds(random.nextInt(100_000));
            default -> now.plusMillis(random.nextInt(20_000));
        };
        return now;
    }

    private double reading() {
        return switch (random.nextInt(30)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            default -> finite();
        };
    }

    private double finite() {
        return switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1 -> Double.MAX_VALUE;
            case 2 -> -Double.MAX_VALUE;
            case 3 -> Double.MIN_VALUE;
            case 4 -> -random.nextDouble() * 1_000;
            default -> random.nextDouble() * 1_000;
        };
    }

    private SmoothingPolicy policy() {
        return new SmoothingPolicy(
                random.nextBoolean() ? null : (Integer) (3 + 2 * random.nextInt(15)),
                upDown(86_400, 86_400),
                upDown(1_000, 99),
                slew(1_000),
                slew(99),
                random.nextBoolean() ? null : panic());
    }

    private UpDown upDown(int up, int down) {
        return new UpDown(maybe(up), maybe(down));
    }

    /** Small ones more often. */
    private @Nullable Integer maybe(int most) {
        return random.nextInt(3) == 0 ? null : (Integer) (1 + random.nextInt(1 + random.nextInt(most)));
    }

    private @Nullable Slew slew(int most) {
        Integer percent = maybe(most);
        return random.nextInt(3) == 0
                ? null
                : new Slew(
                        percent,
                        percent == null || random.nextBoolean() ? (Double) (random.nextDouble() + 0.01) : null);
    }

    private Panic panic() {
        int stable = 6 + random.nextInt(3_595);
        return new Panic(stable, 1 + random.nextInt(stable - 1), 110 + random.nextInt(891));
    }
}
