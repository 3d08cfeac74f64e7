package dev.weir.controller.metricsplane;

import dev.weir.cache.MetricCache;
import dev.weir.cache.pace.Timeline;
import dev.weir.cache.poll.Demand;
import dev.weir.cache.poll.Subscription;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.trace.Span;
import dev.weir.controller.decision.JobTrigger;
import dev.weir.controller.decision.MetricHealth;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One trigger of a ScaledJob: its subscription and what it said last. Touched on the ScaledJob's loop only. */
final class JobTrack<R extends Record> {

    private final PlannedTrigger planned;
    private final Trigger<R> trigger;
    private final Interpretation<R> interpretation;
    private @Nullable Subscription subscription;
    private List<MetricState> metrics;
    private JobTrigger said = JobTrigger.failed("has not been asked yet");
    private @Nullable Instant answered;
    private boolean unseen;
    private Span poll = Span.NONE;

    @SuppressWarnings("unchecked")
    JobTrack(PlannedTrigger planned, Mishaps.OfTrigger mishaps) {
        this.planned = planned;
        this.trigger = (Trigger<R>) planned.trigger();
        this.interpretation = new Interpretation<>(planned.spec(), trigger, mishaps);
        this.metrics = unmeasured(trigger.metrics());
    }

    private static List<MetricState> unmeasured(List<MetricSpec> specs) {
        return specs.stream()
                .map(spec -> new MetricState(spec, Double.NaN, null, MetricHealth.HAPPY, false))
                .toList();
    }

    /** Subscribes; {@code heard} is called on the loop after each answer or failure has been taken in. */
    void start(MetricCache cache, Timeline loop, Demand demand, Consumer<JobTrack<R>> heard) {
        subscription = cache.subscribe(
                trigger.source(),
                demand,
                snapshot -> loop.execute(() -> {
                    take(snapshot);
                    heard.accept(this);
                }));
    }

    void stop() {
        if (subscription != null) {
            subscription.close();
        }
    }

    private void take(Snapshot<R> snapshot) {
        Outcome outcome = interpretation.of(snapshot);
        adopt(interpretation.specified());
        if (outcome instanceof Outcome.Called) {
            // Work that waits is counted; that there may be some makes no Job, as with KEDA.
            return;
        }
        answered = snapshot.latest().takenAt();
        unseen = true;
        poll = snapshot.poll();
        if (outcome instanceof Outcome.Measured measured) {
            succeed(measured, snapshot.latest().takenAt());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            said = JobTrigger.failed(interpretation.said(rejected));
        }
    }

    /** Nobody but the status reads the names, so they may change from one round to the next. */
    private void adopt(@Nullable List<MetricSpec> named) {
        if (named != null
                && !named.equals(metrics.stream().map(MetricState::spec).toList())) {
            metrics = unmeasured(named);
        }
    }

    private void succeed(Outcome.Measured measured, Instant takenAt) {
        List<MetricState> states = new ArrayList<>(metrics.size());
        double queue = 0;
        double targets = 0;
        String first = metrics.get(0).spec().name();
        for (int i = 0; i < metrics.size(); i++) {
            MetricSpec spec = metrics.get(i).spec();
            double value = measured.values().get(i);
            states.add(new MetricState(spec, value, takenAt, MetricHealth.HAPPY, false));
            // Of several metrics the first one's name counts for the work, and all of them for the target, as for KEDA.
            queue += spec.name().equals(first) ? value : 0;
            targets += spec.target().value();
        }
        metrics = List.copyOf(states);
        said = new JobTrigger(measured.active(), queue, targets / metrics.size(), null);
    }

    /** Whether it has been asked in vain; one that was never asked fails in no way yet. */
    boolean failing() {
        return answered() && said.error() != null;
    }

    /** Whether it has said something since that moment which no round has seen. */
    boolean fresh(Instant since) {
        return unseen && answered != null && answered.isAfter(since);
    }

    /** A round has seen what it said. */
    void seen() {
        unseen = false;
    }

    boolean answered() {
        return answered != null;
    }

    JobTrigger said() {
        return said;
    }

    Span poll() {
        return poll;
    }

    TriggerState state() {
        return new TriggerState(
                planned.spec().index(),
                planned.spec().type(),
                metrics,
                answered(),
                said.error() == null && said.active(),
                said.error());
    }
}
