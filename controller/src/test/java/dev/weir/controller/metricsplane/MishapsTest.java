package dev.weir.controller.metricsplane;

import static dev.weir.controller.metricsplane.Measured.ORDERS;
import static dev.weir.controller.metricsplane.Measured.RUNNING;
import static dev.weir.controller.metricsplane.Measured.plan;
import static dev.weir.controller.metricsplane.Measured.trigger;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.cache.testing.FakeSource;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted of failing triggers. */
final class MishapsTest {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final Measured measured = new Measured();
    private final FakeSource broken = FakeSource.asking("broken").failing("broken");
    private final FakeSource good = FakeSource.asking("good").answering(1);

    @Test
    void eachFailureCountsForItsTriggerAndForTheObject() {
        measured.measure(plan(ORDERS, 1, POLL, null, trigger(0, good, false), trigger(1, broken, false)), RUNNING);
        measured.virtual.untilPolled(broken, 3);

        assertEquals(0, ofTrigger(0).failures());
        assertEquals(3, ofTrigger(1).failures());
        assertEquals(3, ofObject().failures());
    }

    @Test
    void anEditedManifestBeginsNoNewCount() {
        measured.measure(plan(ORDERS, 1, POLL, null, trigger(0, broken, false)), RUNNING);
        measured.virtual.untilPolled(broken, 2);

        FakeSource other = FakeSource.asking("other").failing("broken too");
        measured.measure(plan(ORDERS, 2, POLL, null, trigger(0, other, false)), RUNNING);
        measured.virtual.untilPolled(other, 1);

        assertEquals(3, ofTrigger(0).failures());
    }

    @Test
    void whatATriggerThatIsGoneHasCountedStaysWithTheObject() {
        measured.measure(plan(ORDERS, 1, POLL, null, trigger(0, good, false), trigger(1, broken, false)), RUNNING);
        measured.virtual.untilPolled(broken, 2);
        measured.measure(plan(ORDERS, 2, POLL, null, trigger(0, good, false)), RUNNING);

        assertEquals(2, ofObject().failures());
    }

    @Test
    void answersWithoutAValueCountByWhetherTheyAreIgnored() {
        measured.measure(plan(ORDERS, 1, POLL, null, emptyUnless(true)), RUNNING);
        measured.virtual.untilPolled(good, 1);
        measured.measure(plan(ORDERS, 2, POLL, null, emptyUnless(false)), RUNNING);
        measured.virtual.untilPolled(good, 2);

        assertEquals(1, ofTrigger(0).empties(true));
        assertEquals(2, ofTrigger(0).empties(false), "what is known already when the edit comes, and the next");
        assertEquals(2, ofTrigger(0).failures());
        assertEquals(
                List.of("trigger 0 (fake): nothing there"),
                measured.state().activity().errors());
    }

    private PlannedTrigger emptyUnless(boolean ignored) {
        MetricSpec metric = new MetricSpec("s0-fake", MetricType.AverageValue, Quantity.of(5));
        Outcome instead = ignored ? Outcome.of(0, false) : new Outcome.Rejected("nothing there");
        return new PlannedTrigger(
                trigger(0, good, false).spec(),
                Trigger.of(good, metric, reading -> new Outcome.Empty(ignored, instead), List.of()),
                false);
    }

    private Mishaps.OfObject ofObject() {
        return measured.plane.mishaps().find(ORDERS).orElseThrow();
    }

    private Mishaps.OfTrigger ofTrigger(int index) {
        return ofObject().trigger(index, "fake");
    }
}
