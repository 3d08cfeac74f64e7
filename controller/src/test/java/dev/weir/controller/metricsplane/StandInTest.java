package dev.weir.controller.metricsplane;

import static dev.weir.controller.metricsplane.Measured.ORDERS;
import static dev.weir.controller.metricsplane.Measured.RUNNING;
import static dev.weir.controller.metricsplane.Measured.plan;
import static dev.weir.controller.metricsplane.Measured.trigger;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.FakeSource;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.decision.FallbackPolicy.Behavior;
import dev.weir.controller.decision.MetricHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What stands in for a failing source while its target and the clock move on. */
final class StandInTest {

    private static final Duration POLL = Duration.ofSeconds(10);
    private static final FallbackPolicy LAST_VALUE =
            new FallbackPolicy(0, 4, Behavior.LAST_VALUE, Duration.ofMinutes(10));

    private final Measured measured = new Measured();
    private final FakeSource source = FakeSource.asking("queue");

    @Test
    void currentReplicasFollowTheTargetBetweenTwoPolls() {
        failing(new FallbackPolicy(0, 4, Behavior.CURRENT_REPLICAS));
        assertEquals("10", measured.reads(), "target 5 for each of 2 replicas");
        int polls = source.polls();

        measured.plane.target(ORDERS, replicas(6));
        measured.virtual.time().settle();

        assertEquals("30", measured.reads());
        assertEquals(polls, source.polls());
    }

    @Test
    void currentReplicasThatBecomeUnknownAreAnError() {
        failing(new FallbackPolicy(0, 4, Behavior.CURRENT_REPLICAS));

        measured.plane.target(ORDERS, TargetReplicas.UNKNOWN);
        measured.virtual.time().settle();

        assertEquals("trigger 0 (fake): broken", measured.reads());
        assertTrue(measured.state().activity().error());
    }

    @Test
    void theLastValueStaysUntilItIsAsOldAsItsLimit() {
        measured.measure(plan(ORDERS, 1, POLL, LAST_VALUE, trigger(0, source.answering(7), false)), RUNNING);
        measured.virtual.untilPolled(source, 1);
        Instant taken = measured.virtual.now();
        source.failing("broken");
        measured.virtual.untilPolled(source, 2);

        measured.advance(Duration.between(measured.virtual.now(), taken.plus(Duration.ofMinutes(10)))
                .minusMillis(1));
        assertEquals("7", measured.reads());
        assertFalse(measured.state().activity().error());
        assertTrue(measured.state().activity().active(), "as it was when the value was read");
        assertEquals(List.of("s0-fake"), measured.state().activity().activeMetrics());

        measured.advance(Duration.ofMillis(1));
        assertEquals("20", measured.reads(), "target 5 for each of 4 replicas");
        assertTrue(measured.state().activity().active());
    }

    @Test
    void anInactiveLastValueActivatesNothing() {
        measured.measure(plan(ORDERS, 1, POLL, LAST_VALUE, trigger(0, source.answering(0), false)), RUNNING);
        measured.virtual.untilPolled(source, 1);
        source.failing("broken");
        measured.virtual.untilPolled(source, 2);

        assertEquals("0", measured.reads());
        assertFalse(measured.state().activity().active());
        assertFalse(measured.state().activity().error());
        assertTrue(health().failing());
    }

    @Test
    void withoutALastValueTheNumberNamedStandsIn() {
        measured.measure(plan(ORDERS, 1, POLL, LAST_VALUE, trigger(0, source.failing("broken"), false)), RUNNING);
        measured.virtual.untilPolled(source, 1);

        assertEquals("20", measured.reads());
    }

    @Test
    void anAnswerEndsIt() {
        measured.measure(plan(ORDERS, 1, POLL, LAST_VALUE, trigger(0, source.answering(7), false)), RUNNING);
        measured.virtual.untilPolled(source, 1);
        source.failing("broken");
        measured.virtual.untilPolled(source, 2);
        int polls = source.polls();

        source.answering(3);
        measured.virtual.untilPolled(source, polls + 1);
        assertEquals("3", measured.reads());
        assertEquals(MetricHealth.HAPPY, health());

        source.failing("broken again");
        measured.virtual.untilPolled(source, polls + 2);
        assertEquals("3", measured.reads());
        assertEquals(1, health().failures());
    }

    @Test
    void movingReplicasCountAsNoFailureAndNoActivity() {
        failing(new FallbackPolicy(0, 4, Behavior.STATIC));
        int failures = health().failures();
        Instant active = measured.state().lastActive();

        measured.plane.target(ORDERS, replicas(3));
        measured.plane.target(ORDERS, replicas(5));
        measured.virtual.time().settle();

        assertEquals(failures, health().failures());
        assertEquals(active, measured.state().lastActive());
        assertEquals("20", measured.reads());
    }

    private void failing(FallbackPolicy policy) {
        measured.measure(plan(ORDERS, 1, POLL, policy, trigger(0, source.answering(7), false)), RUNNING);
        measured.virtual.untilPolled(source, 1);
        source.failing("broken");
        measured.virtual.untilPolled(source, 2);
    }

    private MetricHealth health() {
        return measured.state().triggers().get(0).metrics().get(0).health();
    }

    private static TargetReplicas replicas(int number) {
        return new TargetReplicas(OptionalInt.of(number), OptionalInt.of(number));
    }
}
