package dev.weir.controller.metricsplane;

import static dev.weir.controller.metricsplane.Measured.AT_ZERO;
import static dev.weir.controller.metricsplane.Measured.ORDERS;
import static dev.weir.controller.metricsplane.Measured.RUNNING;
import static dev.weir.controller.metricsplane.Measured.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.FakeSource;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.decision.FallbackPolicy.Behavior;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.desired.ResourceMetric;
import dev.weir.controller.formula.Formula;
import dev.weir.controller.formula.FormulaException;
import dev.weir.controller.formula.Names;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.controller.testing.Specs;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.TriggerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** §6.2 to §6.4: what a formula makes of the triggers, for readers and for activity. */
final class CompositeTest {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final Measured measured = new Measured();
    private final FakeSource queue = FakeSource.asking("queue");
    private final FakeSource hold = FakeSource.asking("hold");

    @Test
    void takesThePlaceOfAllTriggersMetricsUnderEachOfTheirNames() {
        queue.answering(7);
        hold.answering(2.5);
        measure("queue + hold * 2", null);

        assertEquals("12", measured.reads(ORDERS, "composite-metric"));
        assertEquals("12", measured.reads(ORDERS, "s0-fake"));
        assertEquals("12", measured.reads(ORDERS, "s1-fake"));
        assertEquals(List.of("composite-metric"), measured.state().activity().activeMetrics());
    }

    @Test
    void isTruncatedToMilliUnitsAndMayBeNegative() {
        queue.answering(1);
        hold.answering(3);
        measure("queue / hold - 1", null);

        assertEquals("-666m", measured.reads(ORDERS, "composite-metric"));
        assertFalse(measured.state().activity().active());
    }

    @Test
    void readsWhatAnHpaWouldBeGiven() {
        queue.answering(-5);
        hold.answering(Double.NaN);
        measure("queue + hold + 1", null);

        assertEquals("1", measured.reads(ORDERS, "composite-metric"));
    }

    @Test
    void isActiveAboveTheActivationTargetAlone() {
        queue.answering(3);
        hold.answering(0);
        measure("queue + hold", null);
        assertFalse(measured.state().activity().active(), "the activation target is 3, and 3 is no more than that");

        queue.answering(4);
        measured.virtual.untilPolled(queue, 2);
        assertTrue(measured.state().activity().active());
    }

    @Test
    void oneTriggerThatFailsMakesItInactiveAndKeepsTheLastResult() {
        queue.answering(7);
        hold.answering(2);
        measure("queue + hold", null);

        hold.failing("broken");
        measured.virtual.untilPolled(hold, 2);

        assertEquals("9", measured.reads(ORDERS, "composite-metric"));
        assertFalse(measured.state().activity().active());
        assertTrue(measured.state().activity().error());
        assertEquals(List.of(), measured.state().activity().activeMetrics());
    }

    @Test
    void itsLastResultIsNotServedForEver() {
        queue.answering(7);
        hold.answering(2);
        measure("queue + hold", null);

        hold.failing("broken");
        measured.advance(Duration.ofMinutes(2));

        assertTrue(measured.reads(ORDERS, "composite-metric").contains("too old"), measured.reads());
    }

    @Test
    void aTriggerThatNeverAnsweredIsSaidToReaders() {
        queue.answering(7);
        hold.failing("broken");
        measure("queue + hold", null);

        assertEquals("trigger 1 (fake): broken", measured.reads(ORDERS, "composite-metric"));
    }

    @Test
    void aFallbackIsTheWholeResult() {
        queue.answering(7);
        hold.failing("broken");
        measure("queue + hold", new FallbackPolicy(0, 3, Behavior.STATIC));

        assertEquals("30", measured.reads(ORDERS, "composite-metric"), "3 replicas of a target of 10");
        assertTrue(measured.state().activity().fallbackActive());
        assertTrue(measured.state().activity().active());
    }

    @Test
    void aTriggerThatFailsIsNilWhereTheFormulaIsTheFallback() {
        queue.answering(7);
        hold.failing("broken");
        measure("queue + (hold ?? 100)", new FallbackPolicy(0, 3, Behavior.SCALING_MODIFIERS));

        assertEquals("107", measured.reads(ORDERS, "composite-metric"));
        assertFalse(measured.state().activity().error());
        assertFalse(measured.state().activity().fallbackActive());
    }

    @Test
    void aFormulaThatSaysNilGivesWhatTheFallbackSays() {
        queue.failing("broken");
        hold.failing("broken");
        measure("queue ?? hold", new FallbackPolicy(0, 3, Behavior.SCALING_MODIFIERS));

        assertEquals("30", measured.reads(ORDERS, "composite-metric"));
        assertFalse(measured.state().activity().fallbackActive());
    }

    @Test
    void aFormulaThatFailsIsAnErrorAndKeepsTheLastResult() {
        queue.answering(8);
        hold.answering(2);
        measure("int(queue) % int(hold)", null);
        assertEquals("0", measured.reads(ORDERS, "composite-metric"));

        hold.answering(0);
        measured.virtual.untilPolled(hold, 2);

        assertEquals("0", measured.reads(ORDERS, "composite-metric"));
        assertTrue(measured.state().activity().error());
        String error = measured.state().activity().errors().get(0);
        assertTrue(error.startsWith("spec.advanced.scalingModifiers.formula: "), error);
    }

    @Test
    void aResultThatIsNoNumberIsAnError() {
        queue.answering(1);
        hold.answering(0);
        measure("queue / hold", null);

        assertTrue(measured.reads(ORDERS, "composite-metric").contains("comes to Infinity"), measured.reads());
    }

    @Test
    void knowsTheReplicasAtOnce() {
        queue.answering(6);
        hold.answering(0);
        measure("queue * replicas + hold", null);
        assertEquals("12", measured.reads(ORDERS, "composite-metric"));

        measured.plane.target(ORDERS, new TargetReplicas(OptionalInt.of(5), OptionalInt.of(5)));
        measured.virtual.time().settle();

        assertEquals("30", measured.reads(ORDERS, "composite-metric"));
    }

    @Test
    void looksBackOnWhatItsTriggersSaid() {
        hold.answering(0);
        queue.answering(10);
        measure("avg(queue, '1m') + hold", null);
        queue.answering(20);
        measured.virtual.untilPolled(queue, 2);
        queue.answering(60);
        measured.virtual.untilPolled(queue, 3);

        assertEquals("30", measured.reads(ORDERS, "composite-metric"));

        measured.plane.forget(ORDERS);
        measured.virtual.time().settle();
        assertEquals(0, measured.virtual.cache().histories().size(), "nothing is remembered of who is gone");
    }

    @Test
    void readsWhatTheHpaMeasuresAndNothingWhereNothingRuns() {
        queue.answering(1);
        measured.measure(planWithCpu("queue + cpu"), AT_ZERO);
        measured.virtual.untilPolled(queue, 1);
        assertEquals("1", measured.reads(ORDERS, "composite-metric"));

        measured.plane.target(ORDERS, RUNNING);
        measured.virtual.time().settle();
        assertTrue(measured.state().activity().error(), "nobody knows yet");
        assertEquals("1", measured.reads(ORDERS, "composite-metric"));

        measured.plane.resources(ORDERS, Map.of(1, 70.0));
        measured.virtual.time().settle();
        assertEquals("71", measured.reads(ORDERS, "composite-metric"));
    }

    @Test
    void anEditCountsAtOnceWithWhatWasReadBefore() {
        queue.answering(7);
        hold.answering(2);
        measure("queue + hold", null);

        hold.silent();
        queue.silent();
        measured.measure(plan(2, "queue - hold", null), RUNNING);

        assertEquals("5", measured.reads(ORDERS, "composite-metric"));
    }

    @Test
    void whatAnEditTakesAwayIsNotRemembered() {
        queue.answering(7);
        hold.answering(2);
        measure("queue + hold", null);
        int with = measured.virtual.cache().histories().size();

        measured.measure(
                new ObjectPlan(
                        ORDERS,
                        2,
                        POLL,
                        null,
                        List.of(named(0, "queue", queue)),
                        List.of(),
                        modifiers("queue", "queue")),
                RUNNING);
        measured.virtual.time().settle();

        // The metric of the second trigger, and what the formula read of it.
        assertEquals(with - 2, measured.virtual.cache().histories().size());
    }

    @Test
    void noResultBeforeEachTriggerHasSpoken() {
        queue.answering(7);
        hold.silent();
        measured.measure(plan(1, "queue + hold", null), RUNNING);
        measured.virtual.untilPolled(queue, 1);

        assertEquals("nothing yet", measured.reads(ORDERS, "composite-metric"));
        assertFalse(measured.state().complete());
        assertNull(measured.state().composite().takenAt());
    }

    private void measure(String formula, @Nullable FallbackPolicy fallback) {
        measured.measure(plan(1, formula, fallback), RUNNING);
        measured.virtual.untilPolled(queue, 1);
        measured.virtual.untilPolled(hold, 1);
    }

    private ObjectPlan plan(long generation, String formula, @Nullable FallbackPolicy fallback) {
        return new ObjectPlan(
                ORDERS,
                generation,
                POLL,
                fallback,
                List.of(named(0, "queue", queue), named(1, "hold", hold)),
                List.of(),
                modifiers(formula, "queue", "hold"));
    }

    private ObjectPlan planWithCpu(String formula) {
        TriggerSpec cpu = Specs.of("orders", 1, "cpu", "cpu", "Utilization");
        ResourceMetric metric = new ResourceMetric("cpu", null, MetricType.Utilization, Quantity.of(80));
        return new ObjectPlan(
                ORDERS,
                1,
                POLL,
                null,
                List.of(named(0, "queue", queue)),
                List.of(new PlannedResource(cpu, metric, List.of())),
                modifiers(formula, "queue", "cpu"));
    }

    private static Modifiers modifiers(String formula, String... names) {
        try {
            return new Modifiers(
                    Formula.compile(formula, Names.of(List.of(names))),
                    new MetricSpec(Modifiers.COMPOSITE, MetricType.AverageValue, Quantity.of(10)),
                    3);
        } catch (FormulaException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
