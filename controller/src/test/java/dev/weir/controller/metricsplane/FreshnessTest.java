package dev.weir.controller.metricsplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.VirtualCache;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.testing.Specs;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In virtual time: sources are polled as it passes, and a stuck process is one in which only the clock goes on. */
final class FreshnessTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final VirtualCache virtual = new VirtualCache();
    private final MetricsPlane plane = new MetricsPlane(virtual.cache(), changed -> {});
    private Duration stuck = Duration.ZERO;
    private final Freshness freshness = new Freshness(plane, () -> virtual.now().plus(stuck));

    @Test
    void nothingMeasuredIsNothingLost() {
        assertEquals(Optional.empty(), freshness.lost());
        assertEquals(0, plane.unanswered());
    }

    @Test
    void staysFreshWhileSourcesAnswer() {
        measure("a", FakeSource.asking("a").answering(1));
        for (int minute = 0; minute < 60; minute++) {
            virtual.advance(Duration.ofMinutes(1));
            assertEquals(Optional.empty(), freshness.lost());
        }
        assertEquals(0, plane.unanswered());
    }

    @Test
    void noticesThatNeitherAnswersNorFailuresCome() {
        measure("a", FakeSource.asking("a").answering(1));
        measure("b", FakeSource.asking("b").answering(1));
        virtual.advance(INTERVAL);

        stuck = INTERVAL.multipliedBy(4);
        assertEquals(
                Optional.of("2 of 2 metrics are past their age limit although their sources answered:"
                        + " this replica does not keep up"),
                freshness.lost());

        stuck = Duration.ZERO;
        virtual.advance(INTERVAL.multipliedBy(5));
        assertEquals(Optional.empty(), freshness.lost(), "once the loops turn again");
    }

    @Test
    void aDeadUpstreamIsNoReasonToLeave() {
        FakeSource dead = FakeSource.asking("dead").answering(1);
        measure("a", dead);
        measure("b", FakeSource.asking("alive").answering(1));
        virtual.advance(INTERVAL);
        dead.failing("connection refused");

        virtual.advance(Duration.ofHours(1));
        assertEquals(Optional.empty(), freshness.lost());
    }

    @Test
    void allUpstreamsDeadIsNoReasonEither() {
        FakeSource dead = FakeSource.asking("dead").answering(1);
        measure("a", dead);
        virtual.advance(INTERVAL);
        dead.silent();

        virtual.advance(Duration.ofHours(1));
        assertEquals(Optional.empty(), freshness.lost(), "each poll fails at its time-out");
    }

    @Test
    void aSourceThatNeverAnsweredCountsAsAskedAboutOnceItTimedOut() {
        measure("a", FakeSource.asking("dead").silent());
        assertEquals(1, plane.unanswered());
        virtual.advance(INTERVAL.multipliedBy(2));

        assertEquals(0, plane.unanswered());
        assertEquals(Optional.empty(), freshness.lost());
    }

    private void measure(String name, FakeSource source) {
        Trigger<FakeSource.Number> trigger = Trigger.of(
                source,
                new MetricSpec("s0-" + name, MetricType.AverageValue, Quantity.of(5)),
                reading -> new Outcome.Measured(List.of(reading.value()), reading.value() > 0),
                List.of());
        TriggerSpec spec = Specs.of(name, 0, null, "fake");
        plane.measure(
                new ObjectPlan(
                        new ObjectKey("shop", name),
                        1,
                        INTERVAL,
                        null,
                        List.of(new PlannedTrigger(spec, trigger, false))),
                TargetReplicas.UNKNOWN);
        virtual.time().settle();
    }
}
