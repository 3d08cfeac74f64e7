package dev.weir.controller.metricsplane;

import static dev.weir.controller.metricsplane.Measured.ORDERS;
import static dev.weir.controller.metricsplane.Measured.RUNNING;
import static dev.weir.controller.metricsplane.Measured.named;
import static dev.weir.controller.metricsplane.Measured.trigger;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.FakeSource;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.decision.FallbackPolicy.Behavior;
import dev.weir.controller.decision.SmoothingPolicy;
import dev.weir.controller.decision.SmoothingPolicy.UpDown;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.desired.Smoothings;
import dev.weir.controller.formula.Formula;
import dev.weir.controller.formula.FormulaException;
import dev.weir.controller.formula.Names;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What smoothing changes for readers of a metric, and what it leaves alone. */
final class SmoothedReadingsTest {

    private static final Duration POLL = Duration.ofSeconds(10);
    private static final SmoothingPolicy MEDIAN =
            new SmoothingPolicy(3, UpDown.NEITHER, UpDown.NEITHER, null, null, null);

    /** Whatever is less than twice as much is no news. */
    private static final SmoothingPolicy BAND =
            new SmoothingPolicy(null, UpDown.NEITHER, new UpDown(100, 50), null, null, null);

    private static final FallbackPolicy AT_ONCE = new FallbackPolicy(0, 4, Behavior.STATIC);

    private final Measured measured = new Measured();
    private final FakeSource queue = FakeSource.asking("queue");
    private final FakeSource hold = FakeSource.asking("hold");

    @Test
    void readersGetTheSmoothedValue() {
        measured.measure(smoothed(1, MEDIAN, null), RUNNING);
        reads(queue, 10, "10");

        reads(queue, 900, "10");
        reads(queue, 12, "12");
        assertEquals(12, measured.state().triggers().get(0).metrics().get(0).value());
    }

    @Test
    void activityIsOfWhatWasRead() {
        measured.measure(smoothed(1, MEDIAN, null), RUNNING);
        reads(queue, 10, "10");

        reads(queue, 0, "10");
        assertFalse(measured.state().activity().active());
        reads(queue, 0, "0");
        reads(queue, 3, "0");
        assertTrue(measured.state().activity().active());
    }

    @Test
    void aFallbackReplacesTheValueAndChangesNothingOfWhatIsRemembered() {
        measured.measure(smoothed(1, BAND, AT_ONCE), RUNNING);
        reads(queue, 100, "100");

        queue.failing("broken");
        measured.virtual.untilPolled(queue, queue.polls() + 1);
        assertEquals("20", measured.reads(), "target 5 for each of 4 replicas");

        reads(queue, 130, "100");
    }

    @Test
    void theLastValueIsTheOneThatWasSmoothed() {
        measured.measure(
                smoothed(1, BAND, new FallbackPolicy(0, 4, Behavior.LAST_VALUE, Duration.ofMinutes(10))), RUNNING);
        reads(queue, 100, "100");
        reads(queue, 130, "100");

        queue.failing("broken");
        measured.virtual.untilPolled(queue, queue.polls() + 1);
        assertEquals("100", measured.reads());
        assertTrue(measured.state().activity().active());
    }

    @Test
    void aFailureKeepsTheValueUntilItIsTooOld() {
        measured.measure(smoothed(1, BAND, null), RUNNING);
        reads(queue, 100, "100");
        reads(queue, 130, "100");

        queue.failing("broken");
        measured.virtual.untilPolled(queue, queue.polls() + 1);
        assertEquals("100", measured.reads());
        measured.advance(Duration.ofMinutes(2));
        assertTrue(measured.reads().contains("too old"), measured.reads());
        reads(queue, 130, "100");
    }

    @Test
    void whatIsNoNumberLeavesTheValueWhereItWas() {
        measured.measure(smoothed(1, BAND, null), RUNNING);
        reads(queue, Double.NaN, "0");
        reads(queue, 100, "100");
        reads(queue, Double.NaN, "100");
        assertFalse(measured.state().activity().active());
    }

    @Test
    void eachObjectThatSharesASourceIsSmoothedForItself() {
        ObjectKey second = new ObjectKey("back", "orders");
        measured.measure(smoothed(1, MEDIAN, null), RUNNING);
        measured.measure(Measured.plan(second, 1, POLL, null, trigger(0, FakeSource.asking("queue"), false)), RUNNING);
        reads(queue, 10, "10");

        reads(queue, 900, "10");
        assertEquals("900", measured.reads(second, "s0-fake"));
    }

    /** Replicas, reads and edits are no readings: a median of three would have forgotten the ten. */
    @Test
    void onlyAReadingCounts() {
        measured.measure(smoothed(1, MEDIAN, null), RUNNING);
        reads(queue, 10, "10");
        reads(queue, 900, "10");

        measured.plane.target(ORDERS, new TargetReplicas(OptionalInt.of(5), OptionalInt.of(5)));
        queue.silent();
        for (int generation = 2; generation < 6; generation++) {
            measured.measure(smoothed(generation, MEDIAN, null), RUNNING);
            assertEquals("10", measured.reads());
        }
    }

    @Test
    void anEditOfThePolicyStartsAnew() {
        measured.measure(smoothed(1, MEDIAN, null), RUNNING);
        reads(queue, 10, "10");
        reads(queue, 900, "10");

        queue.silent();
        measured.measure(smoothed(2, BAND, null), RUNNING);
        assertEquals("900", measured.reads(), "the first reading passes as it is");
    }

    @Test
    void anotherTriggersEditMovesNothing() {
        measured.measure(smoothed(1, MEDIAN, null, named(0, "queue", queue)), RUNNING);
        reads(queue, 10, "10");
        reads(queue, 900, "10");

        queue.silent();
        measured.measure(
                smoothed(2, MEDIAN, null, named(0, "hold", hold.answering(1)), named(1, "queue", queue)), RUNNING);
        assertEquals("10", measured.reads(ORDERS, "s1-fake"), "though it is another metric now");
    }

    @Test
    void aTriggersOwnTakesThePlaceOfTheObjects() {
        Smoothings own = new Smoothings(BAND, Map.of("hold", SmoothingPolicy.OFF));
        measured.measure(
                plan(1, null, null, own, named(0, "queue", queue), named(1, "hold", hold.answering(100))), RUNNING);
        reads(queue, 100, "100");

        hold.answering(130);
        measured.virtual.untilPolled(hold, hold.polls() + 1);
        reads(queue, 130, "100");
        assertEquals("130", measured.reads(ORDERS, "s1-fake"));
    }

    @Test
    void aFormulaReadsWhatItsTriggersSayAfterTheirOwnSmoothing() {
        formula("queue + hold", new Smoothings(SmoothingPolicy.OFF, Map.of("queue", BAND)));
        both(100, 1, "101");

        both(130, 2, "102");
        both(250, 3, "253");
    }

    @Test
    void theResultOfAFormulaIsSmoothedByTheObjects() {
        formula("queue + hold", new Smoothings(BAND, Map.of()));
        both(100, 1, "101");

        both(130, 2, "101");
        // The first of the two readings takes it out of the band, to 252, around which there is another.
        both(250, 3, "252");
    }

    @Test
    void activityOfAFormulaIsOfWhatWasRead() {
        formula("queue + hold", new Smoothings(BAND, Map.of("queue", BAND)));
        both(5, 0, "5");
        assertTrue(measured.state().activity().active(), "the activation target is 3");

        both(2.6, 0, "5");
        assertFalse(measured.state().activity().active());
    }

    /** A window smooths by itself; what it looks back on is what was read. */
    @Test
    void theHistoryOfATriggerIsOfWhatWasRead() {
        formula("max(queue, '5m') + hold", new Smoothings(SmoothingPolicy.OFF, Map.of("queue", BAND)));
        both(100, 0, "100");

        both(130, 0, "130");
    }

    @Test
    void aResultThatNobodyReadAnewCountsOnce() {
        formula("queue + hold", new Smoothings(MEDIAN, Map.of()));
        both(10, 0, "10");
        queue.answering(900);
        measured.virtual.untilPolled(queue, queue.polls() + 1);
        for (int replicas = 3; replicas < 9; replicas++) {
            measured.plane.target(ORDERS, new TargetReplicas(OptionalInt.of(replicas), OptionalInt.of(replicas)));
            measured.virtual.time().settle();
        }

        assertEquals("10", measured.reads(ORDERS, "composite-metric"));
    }

    @Test
    void theStateOfAFormulaOutlastsAnEditElsewhere() {
        Smoothings band = new Smoothings(BAND, Map.of());
        formula("queue + hold", band);
        both(100, 0, "100");
        both(130, 0, "100");

        queue.silent();
        hold.silent();
        measured.measure(formula(2, "queue + hold", band), RUNNING);
        assertEquals("100", measured.reads(ORDERS, "composite-metric"));

        measured.measure(formula(3, "queue + hold + 1", band), RUNNING);
        assertEquals("131", measured.reads(ORDERS, "composite-metric"), "another formula is another metric");
    }

    private void reads(FakeSource source, double says, String expected) {
        source.answering(says);
        measured.virtual.untilPolled(source, source.polls() + 1);
        assertEquals(expected, measured.reads());
    }

    private void both(double queueSays, double holdSays, String expected) {
        queue.answering(queueSays);
        hold.answering(holdSays);
        measured.virtual.untilPolled(queue, queue.polls() + 1);
        measured.virtual.untilPolled(hold, hold.polls() + 1);
        assertEquals(expected, measured.reads(ORDERS, "composite-metric"));
    }

    private void formula(String formula, Smoothings smoothings) {
        queue.answering(0);
        hold.answering(0);
        measured.measure(formula(1, formula, smoothings), RUNNING);
    }

    private ObjectPlan formula(long generation, String formula, Smoothings smoothings) {
        return plan(generation, null, modifiers(formula), smoothings, named(0, "queue", queue), named(1, "hold", hold));
    }

    private ObjectPlan smoothed(long generation, SmoothingPolicy policy, @Nullable FallbackPolicy fallback) {
        return smoothed(generation, policy, fallback, trigger(0, queue, false));
    }

    private static ObjectPlan smoothed(
            long generation,
            SmoothingPolicy policy,
            @Nullable FallbackPolicy fallback,
            ObjectPlan.PlannedTrigger... triggers) {
        return plan(generation, fallback, null, new Smoothings(policy, Map.of()), triggers);
    }

    private static ObjectPlan plan(
            long generation,
            @Nullable FallbackPolicy fallback,
            @Nullable Modifiers modifiers,
            Smoothings smoothings,
            ObjectPlan.PlannedTrigger... triggers) {
        return new ObjectPlan(ORDERS, generation, POLL, fallback, List.of(triggers), List.of(), modifiers, smoothings);
    }

    private static Modifiers modifiers(String formula) {
        try {
            return new Modifiers(
                    Formula.compile(formula, Names.of(List.of("queue", "hold"))),
                    new MetricSpec(Modifiers.COMPOSITE, MetricType.AverageValue, Quantity.of(10)),
                    3);
        } catch (FormulaException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
