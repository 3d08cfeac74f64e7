package dev.weir.controller.metricsplane;

import static dev.weir.controller.metricsplane.Measured.AT_ZERO;
import static dev.weir.controller.metricsplane.Measured.ORDERS;
import static dev.weir.controller.metricsplane.Measured.RUNNING;
import static dev.weir.controller.metricsplane.Measured.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.FakeSource;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.testing.Specs;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Metrics that only an upstream can name, and calls that nobody asked for, in virtual time. */
final class NamedMetricsTest {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final Measured measured = new Measured();
    private final FakeSource source = FakeSource.asking("queue");

    private static ObjectPlan naming(long generation, FakeSource source) {
        return plan(ORDERS, generation, POLL, null, NamingUpstream.trigger(0, source));
    }

    /** As whoever plans does when he hears of it. */
    private void planAgain() {
        ObjectPlan current = measured.plane.plan(ORDERS).orElseThrow();
        ObjectPlan named = measured.plane.named(current);
        if (named != current) {
            measured.measure(named, RUNNING);
        }
    }

    private List<String> names() {
        return measured.plane.plan(ORDERS).orElseThrow().measured().stream()
                .map(MetricSpec::name)
                .toList();
    }

    private void known(double value) {
        measured.measure(naming(1, source.answering(value)), RUNNING);
        measured.virtual.untilPolled(source, 1);
        planAgain();
    }

    @Test
    void namesAreKnownWithTheFirstAnswerAndNobodyIsAskedTwice() {
        measured.measure(naming(1, source.answering(7)), RUNNING);
        measured.virtual.untilPolled(source, 1);
        assertEquals(List.of(ORDERS), measured.named);
        assertEquals(List.of(), names());
        assertEquals(Optional.empty(), measured.plane.state(ORDERS), "nothing is said of metrics that nobody knows");

        planAgain();

        assertEquals(List.of("s0-a"), names());
        assertEquals("7", measured.reads(ORDERS, "s0-a"));
        assertTrue(measured.state().activity().active());
        assertEquals(1, source.polls());
        assertEquals(0, source.closed());
        assertEquals(1, measured.named.size(), "told once");
    }

    @Test
    void othersTakeTheirPlace() {
        known(7);
        source.answering(100);
        measured.virtual.untilPolled(source, 2);
        assertEquals("7", measured.reads(ORDERS, "s0-a"), "until it is planned");

        planAgain();
        assertEquals(List.of("s0-a", "s0-b"), names());
        assertEquals("100", measured.reads(ORDERS, "s0-a"));
        assertEquals("101", measured.reads(ORDERS, "s0-b"));

        source.answering(8);
        measured.virtual.untilPolled(source, 3);
        planAgain();
        assertEquals("8", measured.reads(ORDERS, "s0-a"));
        assertEquals("gone", measured.reads(ORDERS, "s0-b"));
        assertEquals(0, source.closed());
    }

    @Test
    void whatIsAskedAndNamedAlreadyIsNamedInAnEditedManifestToo() {
        known(7);
        ObjectPlan edited = naming(2, FakeSource.asking("queue"));
        assertEquals(
                List.of("s0-a"),
                measured.plane.named(edited).measured().stream()
                        .map(MetricSpec::name)
                        .toList());
        ObjectPlan moved = plan(ORDERS, 2, POLL, null, NamingUpstream.trigger(1, FakeSource.asking("queue")));
        assertSame(moved, measured.plane.named(moved), "its metrics would have other names");
        ObjectPlan other = naming(2, FakeSource.asking("other"));
        assertSame(other, measured.plane.named(other));
    }

    @Test
    void aPlanOfOrdinaryTriggersIsItself() {
        ObjectPlan ordinary = plan(source.answering(7), POLL);
        measured.measure(ordinary, RUNNING);
        measured.virtual.untilPolled(source, 1);
        assertSame(ordinary, measured.plane.named(ordinary));
        assertEquals(List.of(), measured.named);
    }

    @Test
    void anUpstreamThatFailsKeepsItsMetrics() {
        known(7);
        source.failing("broken");
        measured.virtual.untilPolled(source, 2);
        planAgain();

        assertEquals(List.of("s0-a"), names());
        assertEquals("7", measured.reads(ORDERS, "s0-a"));
        assertEquals(
                List.of("trigger 0 (fake): broken"), measured.state().activity().errors());
    }

    @Test
    void anUpstreamThatHasNeverNamedOneIsAnError() {
        measured.measure(naming(1, source.failing("broken")), RUNNING);
        measured.virtual.untilPolled(source, 1);
        assertTrue(measured.state().complete());
        assertEquals(
                List.of("trigger 0 (fake): broken"), measured.state().activity().errors());

        source.answering(NamingUpstream.NONE);
        measured.virtual.untilPolled(source, 2);
        assertEquals(
                List.of("trigger 0 (fake): it names no metric"),
                measured.state().activity().errors());
        assertFalse(measured.state().activity().active());
    }

    @Test
    void metricsThatAreNamedNoMoreAreGone() {
        known(7);
        source.answering(NamingUpstream.NONE);
        measured.virtual.untilPolled(source, 2);
        planAgain();
        assertEquals(List.of(), names());
        assertEquals("gone", measured.reads(ORDERS, "s0-a"));
        assertTrue(measured.state().activity().error());
    }

    @Test
    void aCallStandsUntilAPollThatDidNotComeRightAfterIt() {
        known(0);
        measured.plane.target(ORDERS, AT_ZERO);
        measured.virtual.time().settle();
        measured.changes.clear();

        source.push(NamingUpstream.CALL);
        measured.virtual.time().settle();

        Instant called = measured.virtual.now();
        assertEquals(List.of(ORDERS), measured.changes);
        assertEquals(new ObjectState.Call(0, "s0-a", called), measured.state().called());
        assertTrue(measured.state().heard().active());
        assertEquals(List.of("s0-a"), measured.state().heard().activeMetrics());
        assertFalse(measured.state().activity().active(), "what was polled is another matter");
        assertEquals(called, measured.state().lastActive());
        assertEquals("0", measured.reads(ORDERS, "s0-a"));

        measured.virtual.untilPolled(source, source.polls() + 1);
        boolean soon = Duration.between(called, measured.virtual.now()).compareTo(Duration.ofSeconds(10)) < 0;
        assertEquals(soon, measured.state().called() != null);
        measured.advance(POLL.multipliedBy(2));
        assertNull(measured.state().called());
        assertFalse(measured.state().heard().active());
        assertEquals(called, measured.state().lastActive(), "from where the cool-down counts");
    }

    /** As with KEDA: neither an error nor a formula keeps it from that. */
    @Test
    void aCallCountsThoughItsSourceFails() {
        known(0);
        source.failing("broken");
        measured.virtual.untilPolled(source, 2);
        assertTrue(measured.state().heard().error());

        source.push(NamingUpstream.CALL);
        measured.virtual.time().settle();

        assertTrue(measured.state().heard().active());
        assertFalse(measured.state().heard().error());
        assertTrue(measured.state().activity().error());
    }

    /** Some tell a value with the call. */
    private static ObjectPlan telling(ObjectKey key, FakeSource source) {
        Trigger<FakeSource.Number> trigger = Trigger.of(
                source,
                new MetricSpec("s0-a", MetricType.AverageValue, Quantity.of(5)),
                reading -> new Outcome.Called(new Outcome.Measured(List.of(reading.value()), true)),
                List.of());
        return plan(key, 1, POLL, null, new PlannedTrigger(Specs.of("orders", 0, null, "fake"), trigger, false));
    }

    @Test
    void aValueThatCameWithACallIsGoodForWhoComesLater() {
        measured.measure(telling(ORDERS, source.answering(0)), RUNNING);
        measured.virtual.untilPolled(source, 1);
        source.push(9);
        measured.virtual.time().settle();
        assertEquals("9", measured.reads(ORDERS, "s0-a"));
        source.failing("broken");
        measured.virtual.untilPolled(source, 2);

        ObjectKey later = new ObjectKey(ORDERS.namespace(), "later");
        measured.measure(telling(later, FakeSource.asking("queue")), RUNNING);
        assertEquals("9", measured.reads(later, "s0-a"));
    }

    @Test
    void anEditDoesNotTakeACallBack() {
        known(0);
        source.push(NamingUpstream.CALL);
        measured.virtual.time().settle();
        measured.measure(measured.plane.named(naming(2, FakeSource.asking("queue"))), AT_ZERO);
        assertEquals(2, measured.state().generation());
        assertNotNull(measured.state().called());
    }

    @Test
    void nobodyCallsForAMetricThatIsNotKnown() {
        measured.measure(naming(1, source.answering(NamingUpstream.NONE)), AT_ZERO);
        measured.virtual.untilPolled(source, 1);
        source.push(NamingUpstream.CALL);
        measured.virtual.time().settle();
        // It is named with the call, so that the next plan has it.
        assertNull(measured.state().called());
        assertEquals(List.of(ORDERS), measured.named);
    }
}
