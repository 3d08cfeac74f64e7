package dev.weir.controller.metricsplane;

import dev.weir.cache.trace.Span;
import dev.weir.controller.decision.Activity;
import dev.weir.controller.decision.MetricHealth;
import dev.weir.scalers.spi.MetricSpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one object at one moment.
 *
 * @param generation of the manifest this is about
 * @param triggers in the order of the manifest
 * @param activity what they say together
 * @param complete whether every trigger has had a reading or a failure; until then inactivity means nothing
 * @param lastActive when a poll without error last found the object active, in this process
 * @param evaluation the step of a trace that this came of
 * @param composite what the formula made of them; null where there is none
 * @param called who called unasked, and has not been polled since; null if nobody has
 */
public record ObjectState(
        long generation,
        List<TriggerState> triggers,
        Activity activity,
        boolean complete,
        @Nullable Instant lastActive,
        Span evaluation,
        @Nullable CompositeState composite,
        @Nullable Call called) {

    public ObjectState {
        triggers = List.copyOf(triggers);
    }

    /** What counts for the scaling of the target. */
    public Activity heard() {
        return called == null ? activity : activity.calledBy(called.metric());
    }

    /**
     * A trigger that is active by a word of its upstream that nobody asked for.
     *
     * @param metric the trigger's first
     * @param at when it came
     */
    public record Call(int trigger, String metric, Instant at) {}

    /**
     * One trigger.
     *
     * @param active whether it alone would keep the object active
     * @param error why its last evaluation failed, or null
     */
    public record TriggerState(
            int index,
            String type,
            List<MetricState> metrics,
            boolean answered,
            boolean active,
            @Nullable String error) {

        public TriggerState {
            metrics = List.copyOf(metrics);
        }

        /** What is known of this metric; null if nothing is, for a state may be older than a plan. */
        public @Nullable MetricState of(MetricSpec spec) {
            return metrics.stream()
                    .filter(metric -> metric.spec().equals(spec))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * What a formula made of the triggers.
     *
     * @param value as served, NaN before the first result
     * @param takenAt of the oldest reading in it; null before the first result
     * @param fallback whether it is a fallback's value
     * @param error why the formula was not evaluated last, or null
     */
    public record CompositeState(
            MetricSpec spec,
            double value,
            @Nullable Instant takenAt,
            boolean fallback,
            @Nullable String error) {}

    /**
     * One metric.
     *
     * @param value as served, NaN before the first answer
     * @param read the latest reading before it was smoothed, NaN before the first answer
     * @param fallback whether it is a fallback's value
     */
    public record MetricState(
            MetricSpec spec,
            double value,
            double read,
            @Nullable Instant takenAt,
            MetricHealth health,
            boolean fallback) {

        /** Where nothing is smoothed. */
        public MetricState(
                MetricSpec spec, double value, @Nullable Instant takenAt, MetricHealth health, boolean fallback) {
            this(spec, value, value, takenAt, health, fallback);
        }
    }

    /** Whether a reader of the object's status could tell the two apart; values and their ages are not in a status. */
    boolean looksLike(@Nullable ObjectState other) {
        return other != null
                && generation == other.generation
                && complete == other.complete
                && Objects.equals(called, other.called)
                && activity.equals(other.activity)
                && health().equals(other.health())
                && answers().equals(other.answers());
    }

    private List<MetricHealth> health() {
        return triggers.stream()
                .flatMap(trigger -> trigger.metrics().stream())
                .map(MetricState::health)
                .toList();
    }

    private List<Boolean> answers() {
        return triggers.stream().map(TriggerState::active).toList();
    }
}
