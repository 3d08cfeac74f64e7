package dev.weir.controller.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.decision.Decision.Action;
import dev.weir.controller.testing.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What holds for every policy that is allowed, in every situation. */
final class DecisionPropertiesTest {

    private static final int ROUNDS = 20_000;
    private static final Instant NOW = Instant.parse("2026-08-20T10:00:00Z");

    private final Random random = Seed.random();

    @Test
    void whatIsWrittenIsWithinBounds() {
        forAny(situation -> {
            Integer scaleTo = situation.decide().scaleTo();
            if (scaleTo != null) {
                ScalePolicy policy = situation.policy();
                int least = policy.idle() == null ? policy.floor() : policy.idle();
                assertTrue(scaleTo >= least && scaleTo <= policy.max(), situation.toString());
                assertTrue(scaleTo != situation.current(), situation.toString());
            }
        });
    }

    @Test
    void anErrorNeverTakesReplicasAwayUnlessTheFallbackIsZero() {
        forAny(situation -> {
            FallbackPolicy fallback = situation.policy().fallback();
            if (situation.activity().error() && (fallback == null || fallback.replicas() != 0)) {
                Integer scaleTo = situation.decide().scaleTo();
                assertTrue(scaleTo == null || scaleTo > situation.current(), situation.toString());
            }
        });
    }

    @Test
    void pausesHold() {
        forAny(situation -> {
            Decision decision = situation.decide();
            if (situation.policy().paused()) {
                assertEquals(new Decision(null, Action.NONE, null, null, null, null), decision);
            }
            if (situation.policy().scaleInPaused()) {
                assertTrue(decision.scaleTo() == null || decision.scaleTo() > situation.current());
            }
            if (situation.policy().scaleOutPaused()) {
                assertTrue(decision.action() != Action.ACTIVATE);
            }
        });
    }

    @Test
    void aDecisionCarriedOutIsNotTakenAgain() {
        forAny(situation -> {
            Decision decision = situation.decide();
            if (decision.scaleTo() != null) {
                Instant remembered = decision.lastActive() == null ? situation.lastActive() : decision.lastActive();
                Decision next = ScaleDecision.decide(
                        situation.policy(), situation.activity(), decision.scaleTo(), remembered, NOW);
                assertNull(next.scaleTo(), situation.toString());
            }
        });
    }

    @Test
    void theAnswerChangesExactlyWhenItSays() {
        forAny(situation -> {
            Duration again = situation.decide().again();
            if (again != null) {
                assertNull(situation.at(NOW.plus(again).minusMillis(1)).scaleTo(), situation.toString());
                assertEquals(Action.DEACTIVATE, situation.at(NOW.plus(again)).action(), situation.toString());
            }
        });
    }

    private void forAny(Consumer<Situation> property) {
        for (int i = 0; i < ROUNDS; i++) {
            property.accept(situation());
        }
    }

    private record Situation(ScalePolicy policy, Activity activity, int current, Instant lastActive) {

        Decision decide() {
            return at(NOW);
        }

        Decision at(Instant when) {
            return ScaleDecision.decide(policy, activity, current, lastActive, when);
        }
    }

    private Situation situation() {
        Integer min = random.nextInt(3) == 0 ? null : (Integer) random.nextInt(6);
        int floor = min == null ? 0 : min;
        Integer idle = floor > 0 && random.nextBoolean() ? (Integer) random.nextInt(floor) : null;
        var policy = new ScalePolicy(
                min,
                idle,
                Math.max(1, floor + random.nextInt(10)),
                Duration.ofSeconds(random.nextInt(600)),
                Duration.ofSeconds(random.nextInt(600)),
                random.nextInt(3) == 0 ? null : new FallbackPolicy(1, random.nextInt(3), behavior()),
                NOW.minusSeconds(random.nextInt(600)),
                random.nextInt(10) == 0,
                random.nextInt(5) == 0,
                random.nextInt(5) == 0,
                random.nextInt(10) == 0);
        boolean error = random.nextBoolean();
        var activity = new Activity(
                random.nextBoolean(), error, false, List.of(), error ? List.of("broker refused") : List.of());
        Instant lastActive = random.nextInt(3) == 0 ? null : NOW.minusSeconds(random.nextInt(600));
        return new Situation(policy, activity, random.nextInt(20), lastActive);
    }

    private FallbackPolicy.Behavior behavior() {
        var all = FallbackPolicy.Behavior.values();
        return all[random.nextInt(all.length)];
    }
}
