package dev.weir.controller.metricsplane;

import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether this replica keeps up with its sources. A trigger whose source answered when it was last asked is asked again
 * within its interval; if its values nevertheless grow older than they may, neither an answer nor a failure has come since,
 * and that is never the source's doing, because a poll that gets no answer fails in time: an event loop is stuck, or the
 * process was stopped, or has more to do than it can. When that holds for more than half of the metrics, readers are better
 * off elsewhere.
 *
 * <p>A source that fails does not count, however old its values: another replica could not read it either, and to leave
 * would take the good metrics from their readers too. Looks at every object, once a second at most. May be asked from any
 * thread.
 */
public final class Freshness {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final MetricsPlane plane;
    private final InstantSource clock;
    private volatile Looked looked = new Looked(Instant.MIN, 0, 0);

    private record Looked(Instant at, int metrics, int tooOld) {}

    public Freshness(MetricsPlane plane, InstantSource clock) {
        this.plane = plane;
        this.clock = clock;
    }

    /** Why readers should go elsewhere, as a sentence; empty if they need not. */
    public Optional<String> lost() {
        Instant now = clock.instant();
        Looked last = looked;
        if (!now.isBefore(plus(last.at())) || now.isBefore(last.at())) {
            last = look(now);
            looked = last;
        }
        return 2 * last.tooOld() > last.metrics()
                ? Optional.of(
                        last.tooOld() + " of " + last.metrics()
                                + " metrics are past their age limit although their sources answered: this replica does not keep up")
                : Optional.empty();
    }

    private static Instant plus(Instant at) {
        return at == Instant.MIN ? at : at.plus(LOOK_AGAIN);
    }

    private Looked look(Instant now) {
        int[] counts = new int[2];
        plane.eachState((plan, state) -> {
            // As seldom as the source may be asked; at an HPA's rhythm values are to be fresher, but that is no fault
            // here.
            Instant oldest = now.minus(plan.goodFor(plan.pollingInterval()));
            for (TriggerState trigger : state.triggers()) {
                for (MetricState metric : trigger.metrics()) {
                    if (trigger.error() == null && metric.takenAt() != null) {
                        counts[0]++;
                        counts[1] += metric.takenAt().isAfter(oldest) ? 0 : 1;
                    }
                }
            }
        });
        return new Looked(now, counts[0], counts[1]);
    }
}
