package dev.weir.controller.metricsplane;

import static dev.weir.controller.metricsplane.Measured.ORDERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.poll.Demand;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.VirtualCache;
import dev.weir.controller.decision.JobTrigger;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.testing.Specs;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a round is made of what the triggers of a ScaledJob say, in virtual time. */
final class JobPlaneTest {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final VirtualCache virtual = new VirtualCache();
    private final List<JobRound> rounds = new ArrayList<>();
    private final JobPlane plane = new JobPlane(virtual.cache(), this::changed);
    private final FakeSource source = FakeSource.asking("queue");
    private final FakeSource other = FakeSource.asking("other");

    private void changed(ObjectKey key) {
        assertEquals(ORDERS, key);
        rounds.add(plane.round(key).orElseThrow());
    }

    private static JobPlan plan(long generation, PlannedTrigger... triggers) {
        return new JobPlan(ORDERS, generation, POLL, new PlannedTriggers(List.of(triggers), List.of()));
    }

    private static PlannedTrigger trigger(int index, FakeSource source) {
        return Measured.trigger(index, source, false);
    }

    private void measure(JobPlan plan) {
        plane.measure(plan);
        virtual.time().settle();
    }

    /** What the triggers said in each round, an error as {@code error}. */
    private List<String> said() {
        return rounds.stream()
                .map(round -> round.said().stream()
                        .map(trigger -> trigger.error() == null ? "" + trigger.queue() : "error")
                        .toList()
                        .toString())
                .toList();
    }

    @Test
    void eachPollIsARound() {
        measure(plan(1, trigger(0, source.answering(7))));
        virtual.untilPolled(source, 1);
        assertEquals(List.of("[7.0]"), said());
        assertEquals(new JobTrigger(true, 7, 5, null), rounds.get(0).said().get(0));

        // The first interval is shorter, as polls find their rhythm.
        virtual.untilPolled(source, 3);
        rounds.clear();
        virtual.untilPolled(source, 6);
        assertEquals(List.of("[7.0]", "[7.0]", "[7.0]"), said());
        long first = rounds.get(0).number();
        assertEquals(
                List.of(first, first + 1, first + 2),
                rounds.stream().map(JobRound::number).toList());
    }

    @Test
    void aRoundWaitsForAllTriggers() {
        other.silent();
        measure(plan(1, trigger(0, source.answering(7)), trigger(1, other)));
        virtual.untilPolled(source, 1);
        assertEquals(List.of(), said());

        virtual.untilPolled(other, 1);
        other.last().complete(new FakeSource.Number(3));
        virtual.time().settle();

        assertEquals(List.of("[7.0, 3.0]"), said());
    }

    @Test
    void oneThatFailsIsWaitedForOnceOnly() {
        other.failing("down");
        measure(plan(1, trigger(0, source.answering(7)), trigger(1, other)));
        virtual.untilPolled(source, 3);
        assertEquals("[7.0, error]", said().get(0));
        rounds.clear();

        virtual.advance(POLL.multipliedBy(6));
        assertTrue(rounds.size() >= 6, () -> said().toString());
    }

    /** A reading that Jobs have been made of says nothing new, even to another version of the manifest. */
    @Test
    void whatWasUsedMakesNoRound() {
        // Somebody else has it asked as well, so it is not asked anew.
        virtual.cache().subscribe(source.answering(7), Demand.every(POLL), snapshot -> {});
        measure(plan(1, trigger(0, source)));
        virtual.untilPolled(source, 1);
        assertEquals(1, rounds.size());
        plane.used(ORDERS);

        measure(plan(2, trigger(0, FakeSource.asking("queue").answering(7))));
        virtual.advance(Duration.ofSeconds(1));
        assertEquals(1, rounds.size(), () -> said().toString());

        virtual.untilPolled(source, 2);
        assertEquals(2, rounds.size());
        assertEquals(2, rounds.get(1).generation());
    }

    @Test
    void whatWasNotUsedIsARoundOfTheNewManifestAtOnce() {
        virtual.cache().subscribe(source.answering(7), Demand.every(POLL), snapshot -> {});
        measure(plan(1, trigger(0, source)));
        virtual.untilPolled(source, 1);

        measure(plan(2, trigger(0, FakeSource.asking("queue").answering(7))));
        virtual.time().settle();

        assertEquals(List.of(1L, 2L), rounds.stream().map(JobRound::generation).toList());
    }

    @Test
    void anEditAsksASourceOfItsOwnAtOnce() {
        measure(plan(1, trigger(0, source.answering(7))));
        virtual.untilPolled(source, 1);
        plane.used(ORDERS);

        FakeSource next = FakeSource.asking("queue").answering(8);
        measure(plan(2, trigger(0, next)));
        virtual.advance(Duration.ofSeconds(1));

        assertEquals(List.of("[7.0]", "[8.0]"), said());
        assertEquals(1, source.closed());
    }

    /** Others want it every second; this manifest wants ten, and a quarter less is as good. */
    @Test
    void aSourceThatOthersAskMoreOftenMakesNoMoreRounds() {
        virtual.cache().subscribe(source.answering(7), Demand.every(Duration.ofSeconds(1)), snapshot -> {});
        measure(plan(1, trigger(0, source)));
        virtual.untilPolled(source, 1);
        rounds.clear();

        virtual.advance(Duration.ofSeconds(40));

        assertTrue(rounds.size() == 4 || rounds.size() == 5, () -> said().toString());
    }

    @Test
    void anotherLeaderMayHaveUsedWhatWasSaid() {
        measure(plan(1, trigger(0, source.answering(7)), trigger(1, other.silent())));
        virtual.untilPolled(source, 1);
        virtual.untilPolled(other, 1);
        plane.renew();

        other.last().complete(new FakeSource.Number(3));
        virtual.time().settle();
        assertEquals(List.of(), said(), "the other one's word is from before");

        virtual.untilPolled(source, 2);
        other.answering(3);
        virtual.advance(POLL);
        assertEquals("[7.0, 3.0]", said().get(0));
    }

    @Test
    void withoutASourceThereAreRoundsAllTheSame() {
        measure(plan(1));
        virtual.advance(Duration.ofSeconds(25));

        assertEquals(3, rounds.size());
    }

    /** Which metrics there are may change from one round to the next; that it is called makes no Job. */
    @Test
    void metricsThatTheUpstreamNamesCountAsItNamesThem() {
        measure(plan(1, NamingUpstream.trigger(0, source.answering(7))));
        virtual.untilPolled(source, 1);
        source.push(NamingUpstream.CALL);
        virtual.advance(Duration.ofMillis(1));
        assertEquals(List.of("[7.0]"), said());
        assertEquals(List.of("s0-a"), names(rounds.get(0)));

        source.answering(100);
        virtual.advance(POLL.multipliedBy(3));
        JobRound last = rounds.get(rounds.size() - 1);
        assertEquals(new JobTrigger(true, 100, 4, null), last.said().get(0));
        assertEquals(List.of("s0-a", "s0-b"), names(last));
    }

    private static List<String> names(JobRound round) {
        return round.triggers().get(0).metrics().stream()
                .map(metric -> metric.spec().name())
                .toList();
    }

    @Test
    void restingAsksNobody() {
        measure(plan(1, trigger(0, source.answering(7))));
        virtual.untilPolled(source, 1);

        plane.rest(ORDERS);
        virtual.advance(Duration.ofMinutes(1));

        assertEquals(1, rounds.size());
        assertEquals(Optional.empty(), plane.round(ORDERS));
        assertEquals(1, source.closed());
    }

    /** As for KEDA: work of the first metric's name, and the mean of all targets. */
    @Test
    void ofSeveralMetricsTheFirstNameSaysHowMuchWorkThereIs() {
        Trigger<FakeSource.Number> several = new Trigger<>(
                source.answering(6),
                Stream.of(4, 8, 6)
                        .map(target -> new MetricSpec(
                                target == 8 ? "s0-b" : "s0-a", MetricType.AverageValue, Quantity.of(target)))
                        .toList(),
                reading -> new Outcome.Measured(List.of(reading.value(), 100.0, 1.0), true),
                List.of());
        measure(plan(1, new PlannedTrigger(Specs.of("orders", 0, null, "fake"), several, false)));
        virtual.untilPolled(source, 1);

        assertEquals(new JobTrigger(true, 7, 6, null), rounds.get(0).said().get(0));
    }
}
