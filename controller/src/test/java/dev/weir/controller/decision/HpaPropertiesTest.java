package dev.weir.controller.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.decision.HpaSettings.Behavior;
import dev.weir.controller.decision.HpaSettings.Policy;
import dev.weir.controller.decision.HpaSettings.Rules;
import dev.weir.controller.decision.HpaSettings.Select;
import dev.weir.controller.decision.HpaState.Recommendation;
import dev.weir.controller.decision.HpaStep.Workload;
import dev.weir.controller.testing.Seed;
import dev.weir.scalers.spi.MetricType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every HPA, whatever it measures. */
final class HpaPropertiesTest {

    private static final int WALKS = 300;
    private static final int STEPS = 100;
    private static final Instant START = Instant.parse("2026-08-20T10:00:00Z");

    private final Random random = Seed.random();
    private final HpaAlgorithm algorithm = new HpaAlgorithm();

    @Test
    void replicasStayWithinBounds() {
        walk((settings, state, metrics, current, now) -> {
            HpaStep step = algorithm.step(settings, state, metrics, current, now);
            assertTrue(step.replicas() >= settings.min() && step.replicas() <= settings.max(), step.toString());
            return step;
        });
    }

    @Test
    void aMetricWithoutValueNeverScalesIn() {
        walk((settings, state, metrics, current, now) -> {
            var withMissing = new ArrayList<>(metrics);
            withMissing.add(random.nextInt(metrics.size() + 1), new MetricSample.Missing("gone", false, "refused"));
            HpaStep step = algorithm.step(settings, state, withMissing, current, now);
            assertTrue(step.replicas() >= current || current > settings.max(), step.toString());
            return step;
        });
    }

    @Test
    void nothingMovesInADirectionThatIsDisabled() {
        walk((settings, state, metrics, current, now) -> {
            HpaStep step = algorithm.step(settings, state, metrics, current, now);
            Behavior behavior = settings.behavior();
            if (behavior != null && current >= settings.min() && current <= settings.max()) {
                assertFalse(behavior.up().select() == Select.Disabled && step.replicas() > current, step.toString());
                assertFalse(behavior.down().select() == Select.Disabled && step.replicas() < current, step.toString());
            }
            return step;
        });
    }

    @Test
    void aRestartWhileNothingChangesChangesNothing() {
        for (int i = 0; i < WALKS; i++) {
            HpaSettings settings = settings();
            List<MetricSample> metrics = metrics();
            int current = settings.min();
            HpaState state = HpaState.EMPTY;
            Instant now = START;
            for (int s = 0; s < 2_000; s++) {
                HpaStep step = algorithm.step(settings, state, metrics, current, now);
                current = step.replicas();
                state = step.state();
                now = now.plusSeconds(15);
            }
            HpaStep settled = algorithm.step(settings, state, metrics, current, now);
            assertFalse(settled.rescale(), "never settles: " + settled);

            HpaStep restarted = algorithm.step(settings, HpaState.EMPTY, metrics, current, now);
            assertEquals(current, restarted.replicas(), settings + " " + restarted);
        }
    }

    @Test
    void aRestartNeverScalesInWhereThereIsAWindow() {
        walk((settings, state, metrics, current, now) -> {
            HpaStep restarted = algorithm.step(settings, HpaState.EMPTY, metrics, current, now);
            if (!settings.downWindow().isZero() && current <= settings.max()) {
                assertTrue(restarted.replicas() >= current, restarted.toString());
            }
            return algorithm.step(settings, state, metrics, current, now);
        });
    }

    @Test
    void whatIsForgottenWouldNotHaveMattered() {
        for (int i = 0; i < WALKS; i++) {
            HpaSettings settings = settings();
            var everything = new ArrayList<Recommendation>();
            HpaState pruned = HpaState.EMPTY;
            Instant now = START;
            for (int s = 0; s < STEPS; s++) {
                now = now.plusSeconds(random.nextInt(40));
                int current = 1 + random.nextInt(20);
                int desired = random.nextInt(20);
                var full = new HpaState(everything, List.of(), List.of());

                Stabilization forgetful = Stabilization.of(settings, pruned, current, desired, now);

                assertEquals(
                        Stabilization.of(settings, full, current, desired, now).replicas(), forgetful.replicas());
                everything.add(new Recommendation(desired, now));
                pruned = forgetful.state();
                // strictly higher or lower than all that came later: 20 values, two directions
                assertTrue(pruned.recommendations().size() <= 40, pruned.toString());
            }
        }
    }

    @Test
    void theStateIsBoundedHoweverOftenItIsAsked() {
        var settings = HpaSettings.of(
                1,
                1_000_000,
                new Behavior(
                        new Rules(Select.Max, Duration.ZERO, List.of(Policy.pods(1, Duration.ofHours(1))), null),
                        new Rules(Select.Max, Duration.ZERO, List.of(Policy.percent(100, Duration.ofHours(1))), null)));
        HpaState state = HpaState.EMPTY;
        int current = 5;
        for (int i = 0; i < 10_000; i++) {
            double total = i % 2 == 0 ? 1 : 10_000_000 - i;
            List<MetricSample> metrics = List.of(MetricSample.external("m", MetricType.AverageValue, 1, total));
            HpaStep step = algorithm.step(settings, state, metrics, current, START.plusMillis(i));
            current = step.replicas();
            state = step.state();
        }
        assertTrue(state.recommendations().size() <= HpaState.LIMIT);
        assertEquals(HpaState.LIMIT, state.ups().size());
        assertEquals(HpaState.LIMIT, state.downs().size());
    }

    @FunctionalInterface
    private interface Evaluation {
        HpaStep step(HpaSettings settings, HpaState state, List<MetricSample> metrics, int current, Instant now);
    }

    private void walk(Evaluation evaluation) {
        for (int i = 0; i < WALKS; i++) {
            HpaSettings settings = settings();
            int current = 1 + random.nextInt(40);
            HpaState state = HpaState.EMPTY;
            Instant now = START;
            for (int s = 0; s < STEPS; s++) {
                now = now.plusSeconds(random.nextInt(60));
                HpaStep step = evaluation.step(settings, state, metrics(), current, now);
                current = step.replicas();
                state = step.state();
            }
        }
    }

    private List<MetricSample> metrics() {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .<MetricSample>mapToObj(i -> MetricSample.external(
                        "s" + i,
                        random.nextInt(4) == 0 ? MetricType.Value : MetricType.AverageValue,
                        1 + random.nextInt(10),
                        random.nextInt(200) - 20))
                .toList();
    }

    private HpaSettings settings() {
        int min = 1 + random.nextInt(4);
        Behavior behavior = random.nextInt(3) == 0
                ? null
                : new Behavior(rules(Duration.ofSeconds(random.nextInt(120))), rules(window()));
        return HpaSettings.of(min, min + random.nextInt(30), behavior);
    }

    private Duration window() {
        return random.nextInt(3) == 0 ? null : Duration.ofSeconds(random.nextInt(600));
    }

    private Rules rules(Duration window) {
        var select = Select.values()[random.nextInt(3)];
        List<Policy> policies = IntStream.rangeClosed(0, random.nextInt(2))
                .mapToObj(i -> new Policy(
                        random.nextBoolean(), 1 + random.nextInt(100), Duration.ofSeconds(1 + random.nextInt(120))))
                .toList();
        return new Rules(select, window, policies, random.nextInt(3) == 0 ? (Double) random.nextDouble() : null);
    }

    /** Not all pods are ready, and the status lags behind. */
    @Test
    void boundsHoldWhilePodsComeAndGo() {
        walk((settings, state, metrics, current, now) -> {
            var workload = new Workload(current, random.nextInt(40), random.nextInt(40));
            HpaStep step = algorithm.step(settings, state, metrics, workload, now);
            assertTrue(step.replicas() >= settings.min() && step.replicas() <= settings.max(), step.toString());
            return step;
        });
    }
}
