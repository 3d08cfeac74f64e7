package dev.weir.controller.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weir.cache.trace.Span;
import dev.weir.controller.decision.Activity;
import dev.weir.controller.decision.MetricHealth;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JournalTest {

    private static final ObjectKey ORDERS = new ObjectKey("shop", "orders");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Journal journal = new Journal(() -> START);

    @Test
    void tellsWhichTriggerMadeAnObjectActiveAndWithWhichValue() {
        journal.state(ORDERS, says(0, null));
        journal.state(ORDERS, says(7, null));
        journal.state(ORDERS, says(0, null));

        assertEquals(List.of("ACTIVE SOURCE queue said 7", "INACTIVE SOURCE queue said 0"), told());
    }

    @Test
    void keepsNothingWhileNothingChanges() {
        journal.state(ORDERS, says(7, null));
        List<Change> before = journal.of(ORDERS);
        journal.state(ORDERS, says(8, null));
        journal.replicas(ORDERS, 3, null);
        journal.replicas(ORDERS, 3, null);

        assertSame(before, journal.of(ORDERS));
        assertEquals(List.of(), told());
    }

    @Test
    void tellsOfErrorsAndTheirEnd() {
        journal.state(ORDERS, says(7, "connection refused"));
        journal.state(ORDERS, says(7, "connection refused"));
        journal.state(ORDERS, says(9, null));

        assertEquals(
                List.of(
                        "ERROR SOURCE connection refused",
                        "ERROR_OVER SOURCE queue said 9",
                        "ACTIVE SOURCE queue said 9"),
                told());
    }

    @Test
    void whatWeirWroteIsToldOnceWhicheverIsHeardFirst() {
        journal.replicas(ORDERS, 0, null);
        journal.scaled(ORDERS, 0, 1, "active by queue");
        journal.replicas(ORDERS, 1, null);
        journal.replicas(ORDERS, 0, null);
        journal.scaled(ORDERS, 1, 0, "no trigger active");

        assertEquals(List.of("REPLICAS WEIR 0 -> 1 active by queue", "REPLICAS WEIR 1 -> 0 no trigger active"), told());
    }

    /** The watch may lag behind a write by several changes of others. */
    @Test
    void aWriteIsKnownAgainBehindTheChangesOfOthers() {
        journal.replicas(ORDERS, 1, null);
        journal.scaled(ORDERS, 5, 0, "no trigger active");
        journal.replicas(ORDERS, 5, null);
        journal.replicas(ORDERS, 0, null);

        assertEquals(List.of("REPLICAS WEIR 5 -> 0 no trigger active", "REPLICAS UNKNOWN 1 -> 5 "), told());
    }

    @Test
    void theHpasOwnWordClaimsAStepBeforeAndAfterItIsSeen() {
        journal.replicas(ORDERS, 1, null);
        journal.replicas(ORDERS, 4, says(20, null));
        journal.hpaScaled(ORDERS, 4);
        journal.hpaScaled(ORDERS, 6);
        journal.replicas(ORDERS, 6, says(30, null));
        journal.replicas(ORDERS, 5, says(30, null));

        assertEquals(
                List.of(
                        "REPLICAS HPA 1 -> 4 queue said 20, target 5 for each replica",
                        "REPLICAS HPA 4 -> 6 queue said 30, target 5 for each replica",
                        "REPLICAS UNKNOWN 6 -> 5 queue said 30, target 5 for each replica"),
                told());
    }

    @Test
    void keepsTheNewestOfAnObject() {
        for (int replicas = 0; replicas <= Journal.OF_ONE + 5; replicas++) {
            journal.replicas(ORDERS, replicas, null);
        }
        List<Change> kept = journal.of(ORDERS);
        assertEquals(Journal.OF_ONE, kept.size());
        assertEquals(Journal.OF_ONE + 5, kept.get(kept.size() - 1).to());
    }

    @Test
    void aFullOneGivesUpTheOldestOfWhoHasSomeAndCountsWhatItLoses() {
        Journal small = new Journal(() -> START, 2);
        ObjectKey other = new ObjectKey("shop", "other");
        small.jobs(ORDERS, 1, "");
        small.jobs(ORDERS, 2, "");
        small.jobs(ORDERS, 3, "");
        small.jobs(other, 1, "");

        assertEquals(List.of(2, 3), small.of(ORDERS).stream().map(Change::to).toList());
        assertEquals(List.of(), small.of(other));
        assertEquals(1, small.lost());

        small.forget(ORDERS);
        small.jobs(other, 1, "");
        assertEquals(1, small.of(other).size());
    }

    @Test
    void tellsOfPausesAndTheirEnd() {
        journal.paused(ORDERS, List.of("autoscaling.keda.sh/paused"));
        journal.paused(ORDERS, List.of());

        assertEquals(List.of("PAUSED USER autoscaling.keda.sh/paused", "RESUMED USER "), told());
    }

    private List<String> told() {
        return journal.of(ORDERS).stream()
                .map(change -> change.what() + " " + change.by() + " "
                        + (change.from() == null ? "" : change.from() + " -> " + change.to() + " ") + change.why())
                .toList();
    }

    private static ObjectState says(double value, @Nullable String error) {
        MetricSpec spec = new MetricSpec("queue", MetricType.AverageValue, Quantity.of(5));
        boolean active = error == null && value > 0;
        MetricState metric = new MetricState(spec, value, START, MetricHealth.HAPPY, false);
        List<String> errors = error == null ? List.of() : List.of(error);
        return new ObjectState(
                1,
                List.of(new TriggerState(0, "prometheus", List.of(metric), true, active, error)),
                new Activity(active, error != null, false, active ? List.of("queue") : List.of(), errors),
                true,
                null,
                Span.NONE,
                null,
                null);
    }
}
