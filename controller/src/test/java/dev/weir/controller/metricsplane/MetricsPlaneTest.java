package dev.weir.controller.metricsplane;

import static dev.weir.controller.metricsplane.Measured.AT_ZERO;
import static dev.weir.controller.metricsplane.Measured.ORDERS;
import static dev.weir.controller.metricsplane.Measured.RUNNING;
import static dev.weir.controller.metricsplane.Measured.plan;
import static dev.weir.controller.metricsplane.Measured.trigger;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.FakeSource;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.decision.FallbackPolicy.Behavior;
import dev.weir.controller.desired.ResourceMetric;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricsPlaneTest {

    private static final Duration POLL = Duration.ofSeconds(10);
    private static final FallbackPolicy AFTER_TWO = new FallbackPolicy(2, 4, Behavior.STATIC);

    private final Measured measured = new Measured();
    private final FakeSource source = FakeSource.asking("queue");

    @Test
    void servesWhatTheSourceSays() {
        measured.measure(plan(source.answering(7.5), POLL), RUNNING);

        measured.virtual.untilPolled(source, 1);

        assertEquals("7500m", measured.reads());
        assertTrue(measured.state().complete());
        assertTrue(measured.state().activity().active());
        assertEquals(List.of("s0-fake"), measured.state().activity().activeMetrics());
        assertEquals(List.of(ORDERS), measured.changes);
    }

    /** What comes without being asked for does not wait for the next poll. */
    @Test
    void aPushedReadingActivatesAtOnce() {
        measured.measure(plan(source.answering(0), POLL), AT_ZERO);
        measured.virtual.untilPolled(source, 1);
        measured.changes.clear();

        source.push(3);
        measured.virtual.time().settle();

        assertEquals(List.of(ORDERS), measured.changes);
        assertTrue(measured.state().activity().active());
        assertEquals(1, source.polls());
    }

    @Test
    void tellsOfAChangeOnlyIfAStatusCouldShowIt() {
        measured.measure(plan(source.answering(7), POLL), RUNNING);
        measured.virtual.untilPolled(source, 1);
        measured.changes.clear();

        source.answering(9);
        measured.virtual.untilPolled(source, 3);
        assertEquals(List.of(), measured.changes);
        assertEquals("9", measured.reads());

        source.answering(0);
        measured.virtual.untilPolled(source, 4);
        assertEquals(List.of(ORDERS), measured.changes);
        assertFalse(measured.state().activity().active());
    }

    @Test
    void keepsLastValueWhenPollFails() {
        measured.measure(plan(source.answering(7), POLL), RUNNING);
        measured.virtual.untilPolled(source, 1);

        source.failing("broken");
        measured.virtual.untilPolled(source, 2);

        assertEquals("7", measured.reads());
        assertTrue(measured.state().activity().error());
        assertFalse(measured.state().activity().active());
        assertEquals(
                List.of("trigger 0 (fake): broken"), measured.state().activity().errors());
    }

    @Test
    void aValueIsAnErrorAfterThreeIntervals() {
        measured.measure(plan(source.answering(7), POLL), RUNNING);
        measured.virtual.untilPolled(source, 1);
        source.failing("broken");

        measured.advance(POLL.multipliedBy(3).minusMillis(1));
        assertEquals("7", measured.reads());
        measured.advance(Duration.ofMillis(1));
        assertTrue(measured.reads().startsWith("the last value is too old"), measured.reads());
    }

    /** It is asked every 15 s while an HPA reads it, so its values grow old in that rhythm. */
    @Test
    void aValueOfARunningTargetIsAnErrorAfterThreeRoundsOfTheHpa() {
        measured.measure(plan(source.answering(7), Duration.ofMinutes(5)), RUNNING);
        measured.virtual.untilPolled(source, 1);
        source.failing("broken");

        measured.advance(Duration.ofSeconds(45).minusMillis(1));
        assertEquals("7", measured.reads());
        measured.advance(Duration.ofMillis(1));
        assertTrue(measured.reads().startsWith("the last value is too old"), measured.reads());
    }

    @Test
    void aReadingThatNobodyUnderstandsIsAFailure() {
        PlannedTrigger good = trigger(0, source.answering(7), false);
        Trigger<FakeSource.Number> strict = Trigger.of(
                source,
                good.trigger().metrics().get(0),
                reading -> {
                    if (reading.value() > 7) {
                        throw new ArithmeticException("the secret is 8");
                    }
                    return Outcome.above(reading.value(), 0);
                },
                List.of());
        measured.measure(plan(ORDERS, 1, POLL, null, new PlannedTrigger(good.spec(), strict, false)), RUNNING);
        measured.virtual.untilPolled(source, 1);

        source.answering(8);
        measured.virtual.untilPolled(source, 2);

        assertEquals("7", measured.reads());
        assertEquals(
                List.of("trigger 0 (fake): the answer cannot be used: ArithmeticException"),
                measured.state().activity().errors());
    }

    @Test
    void aThresholdWithoutEndIsNeverReached() {
        FallbackPolicy endless = new FallbackPolicy(Integer.MAX_VALUE, 4, Behavior.STATIC);
        measured.measure(plan(ORDERS, 1, POLL, endless, trigger(0, source.failing("broken"), false)), RUNNING);
        measured.virtual.untilPolled(source, 3);

        assertEquals("trigger 0 (fake): broken", measured.reads());
    }

    @Test
    void aSourceThatNeverAnsweredIsAnError() {
        measured.measure(plan(source.failing("broken"), POLL), RUNNING);
        measured.virtual.untilPolled(source, 1);

        assertEquals("trigger 0 (fake): broken", measured.reads());
    }

    @Test
    void fallsBackAfterOneFailureMoreThanTheThreshold() {
        measured.measure(plan(ORDERS, 1, POLL, AFTER_TWO, trigger(0, source.answering(7), false)), RUNNING);
        measured.virtual.untilPolled(source, 1);
        Instant last = measured.virtual.now();
        source.failing("broken");

        measured.virtual.untilPolled(source, 3);
        assertEquals("7", measured.reads());
        assertEquals(2, failures());
        assertFalse(measured.state().activity().fallbackActive());

        measured.virtual.untilPolled(source, 4);
        assertEquals("20", measured.reads(), "target 5 for each of 4 replicas");
        assertEquals(3, failures());
        assertTrue(measured.state().activity().fallbackActive());
        assertTrue(measured.state().activity().active());
        assertTrue(measured.virtual.now().isBefore(last.plus(POLL.multipliedBy(4))), "no back-off delays it");
    }

    @Test
    void aFallbackStandsUntilTheNextAnswer() {
        measured.measure(plan(ORDERS, 1, POLL, AFTER_TWO, trigger(0, source.failing("broken"), false)), RUNNING);
        measured.virtual.untilPolled(source, 3);
        assertEquals("20", measured.reads());

        measured.advance(Duration.ofHours(3));
        assertEquals("20", measured.reads());
        int polls = source.polls();
        source.answering(0);
        measured.virtual.untilPolled(source, polls + 1);

        assertEquals("0", measured.reads());
        assertEquals(0, failures());
        assertFalse(measured.state().activity().fallbackActive());
        assertFalse(measured.state().activity().active());
    }

    /** Back-off asks every few minutes only: a cool-down that began with the poll before would be over already. */
    @Test
    void anObjectWasActiveUntilTheAnswerThatEndsItsFallback() {
        measured.measure(plan(ORDERS, 1, POLL, AFTER_TWO, trigger(0, source.failing("broken"), false)), RUNNING);
        measured.advance(Duration.ofHours(3));
        int polls = source.polls();
        source.answering(0);
        measured.virtual.untilPolled(source, polls + 1);

        assertEquals(measured.virtual.now(), measured.state().lastActive());
    }

    @Test
    void failuresThatAnEarlierProcessHadCountedCountOn() {
        ObjectPlan plan = plan(ORDERS, 1, POLL, AFTER_TWO, trigger(0, source.failing("broken"), false));
        measured.plane.measure(plan, RUNNING, metric -> 2);
        measured.virtual.untilPolled(source, 1);

        assertEquals(3, failures());
        assertTrue(measured.state().activity().fallbackActive());
    }

    @Test
    void anAnswerEndsTheCountOfAnEarlierProcess() {
        ObjectPlan plan = plan(ORDERS, 1, POLL, AFTER_TWO, trigger(0, source.answering(7), false));
        measured.plane.measure(plan, RUNNING, metric -> 3);
        measured.virtual.untilPolled(source, 1);

        assertEquals(0, failures());
        assertFalse(measured.state().activity().fallbackActive());
    }

    @Test
    void aFallbackThatIsNotValidIsNone() {
        FallbackPolicy invalid = new FallbackPolicy(-3, 4, Behavior.STATIC);
        measured.measure(plan(ORDERS, 1, POLL, invalid, trigger(0, source.failing("broken"), false)), RUNNING);
        measured.virtual.untilPolled(source, 3);

        assertEquals("trigger 0 (fake): broken", measured.reads());
        assertTrue(measured.state().activity().error());
    }

    @Test
    void anObjectOfCpuAloneIsCompleteAndActiveWithoutAnAnswer() {
        measured.measure(cpu(1), RUNNING);

        assertTrue(measured.state().complete());
        assertTrue(measured.state().activity().active());
        assertEquals(0, measured.plane.unanswered());
        assertEquals(List.of(ORDERS), measured.changes);
    }

    @Test
    void besideCpuAnObjectWaitsForTheOther() {
        measured.plane.measure(cpu(1, trigger(1, source.failing("broken"), false)), RUNNING);
        assertEquals(1, measured.plane.unanswered());

        measured.virtual.untilPolled(source, 1);

        assertEquals(0, measured.plane.unanswered());
        assertFalse(measured.state().activity().active(), "cpu decides nothing beside it");
    }

    /** It was active until then, so a cool-down begins with the edit. */
    @Test
    void anObjectOfCpuAloneWasActiveUntilItsManifestWasEdited() {
        measured.measure(cpu(1), RUNNING);
        measured.advance(Duration.ofHours(3));
        Instant edited = measured.virtual.now();

        measured.measure(cpu(2, trigger(1, source.answering(0), false)), RUNNING);
        measured.virtual.untilPolled(source, 1);

        assertFalse(measured.state().activity().active());
        assertEquals(edited, measured.state().lastActive());
    }

    private static ObjectPlan cpu(long generation, PlannedTrigger... others) {
        PlannedResource cpu = new PlannedResource(
                trigger(0, FakeSource.asking("nobody"), false).spec(),
                new ResourceMetric("cpu", null, MetricType.Utilization, Quantity.of(80)),
                List.of());
        return new ObjectPlan(ORDERS, generation, POLL, null, List.of(others), List.of(cpu));
    }

    @Test
    void anEditedManifestForgetsNothingWhileTheSourceFails() {
        measured.measure(plan(source.answering(7), POLL), RUNNING);
        measured.virtual.untilPolled(source, 1);
        Instant active = measured.state().lastActive();
        assertNotNull(active);
        source.failing("broken");
        measured.virtual.untilPolled(source, 2);

        FakeSource same = FakeSource.asking("queue");
        measured.measure(plan(ORDERS, 2, POLL, null, trigger(0, same, false)), RUNNING);

        assertEquals(2, measured.state().generation());
        assertEquals("7", measured.reads());
        assertEquals(active, measured.state().lastActive());
        assertEquals(1, same.closed(), "the source that is polled already lives on");
        assertEquals(0, source.closed());
    }

    @Test
    void metricsThatAnEditTakesAwayAreGone() {
        FakeSource other = FakeSource.asking("other").answering(3);
        measured.measure(
                plan(ORDERS, 1, POLL, null, trigger(0, source.answering(7), false), trigger(1, other, false)), RUNNING);
        measured.virtual.untilPolled(source, 1);
        measured.virtual.untilPolled(other, 1);
        assertEquals("3", measured.reads(ORDERS, "s1-fake"));

        measured.measure(plan(ORDERS, 2, POLL, null, trigger(0, FakeSource.asking("queue"), false)), RUNNING);

        assertEquals("7", measured.reads());
        assertEquals("gone", measured.reads(ORDERS, "s1-fake"));
        assertEquals(1, other.closed());
    }

    @Test
    void anObjectThatIsForgottenAsksAndServesNoMore() {
        measured.measure(plan(source.answering(7), POLL), RUNNING);
        measured.virtual.untilPolled(source, 1);

        measured.plane.forget(ORDERS);
        measured.advance(Duration.ofHours(1));

        assertEquals("gone", measured.reads());
        assertEquals(1, source.polls());
        assertEquals(1, source.closed());
        assertEquals(Optional.empty(), measured.plane.state(ORDERS));
        assertEquals(0, measured.plane.size());
    }

    @Test
    void objectsWithTheSameQuestionShareItsPolls() {
        ObjectKey second = new ObjectKey("back", "orders");
        FakeSource same = FakeSource.asking("queue");
        measured.measure(plan(source.answering(7), POLL), RUNNING);
        measured.measure(plan(second, 1, POLL, null, trigger(0, same, false)), RUNNING);
        measured.virtual.untilPolled(source, 3);

        assertEquals("7", measured.reads());
        assertEquals("7", measured.reads(second, "s0-fake"));
        assertEquals(0, same.polls());

        measured.plane.forget(ORDERS);
        measured.virtual.untilPolled(source, 4);
        assertEquals("gone", measured.reads());
        assertEquals("7", measured.reads(second, "s0-fake"));
        measured.plane.forget(second);
        measured.advance(POLL);
        assertEquals(1, source.closed());
    }

    /** The HPA asks every 15 s while there is anything to scale, whatever the polling interval is. */
    @ParameterizedTest
    @CsvSource({
        // pollingInterval, useCachedMetrics, replicas > 0, seconds between polls
        "60, false, true, 15",
        "60, false, false, 60",
        "60, true, true, 60",
        "10, false, true, 10",
        "10, false, false, 10"
    })
    void asksAsOftenAsItsReadersNeed(int pollingSeconds, boolean cached, boolean running, int expected) {
        PlannedTrigger trigger = trigger(0, source.answering(7), cached);
        measured.measure(
                plan(ORDERS, 1, Duration.ofSeconds(pollingSeconds), null, trigger), running ? RUNNING : AT_ZERO);

        assertAbout(expected);
    }

    @Test
    void asksMoreOftenOnceTheTargetRuns() {
        measured.measure(plan(source.answering(7), Duration.ofSeconds(60)), AT_ZERO);
        assertAbout(60);

        measured.plane.target(ORDERS, RUNNING);
        assertAbout(15);

        measured.plane.target(ORDERS, AT_ZERO);
        assertAbout(60);
    }

    /** The poller moves its rhythm by some tenths, so that not all sources are asked at the same time. */
    private void assertAbout(int seconds) {
        measured.virtual.untilPolled(source, source.polls() + 2);
        Instant before = measured.virtual.now();
        measured.virtual.untilPolled(source, source.polls() + 4);
        double average = Duration.between(before, measured.virtual.now()).toMillis() / 4_000.0;
        assertEquals(seconds, average, seconds * 0.15);
    }

    private int failures() {
        return measured.state().triggers().get(0).metrics().get(0).health().failures();
    }
}
