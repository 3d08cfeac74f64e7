package dev.weir.controller.observed;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.decision.JobTrigger;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.metricsplane.JobRound;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.CompositeState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One ScaledObject or ScaledJob in a line.
 *
 * @param kind {@code ScaledObject} or {@code ScaledJob}
 * @param replicas that its target is to have, of a ScaledJob its Jobs that have not ended; null if unknown
 * @param desired what its HPA wants; null if there is none or it has not said
 * @param active how many of its triggers are active
 * @param triggers how many it has that are asked
 * @param ready whether all of them answer
 * @param fallback whether a value is that of its fallback
 * @param reason why it is not ready; empty if it is
 * @param failures how many of its triggers fail now
 */
public record TopObject(
        String kind,
        String namespace,
        String name,
        @Nullable Integer replicas,
        @Nullable Integer desired,
        int active,
        int triggers,
        boolean ready,
        boolean paused,
        boolean fallback,
        String reason,
        int failures) {

    private static final int LONGEST_REASON = 300;

    /** @param state what its sources say; null before the first answer */
    public static TopObject of(
            ScaledObject object, @Nullable ObjectState state, OptionalInt replicas, @Nullable Integer desired) {
        boolean paused = new Annotations(object).paused();
        String reason = paused ? "" : reason(state);
        return new TopObject(
                "ScaledObject",
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                replicas.isPresent() ? replicas.getAsInt() : null,
                desired,
                state == null
                        ? 0
                        : (int) state.triggers().stream()
                                .filter(TriggerState::active)
                                .count(),
                state == null ? 0 : state.triggers().size(),
                reason.isEmpty() && !paused,
                paused,
                state != null && fallback(state),
                reason,
                state == null
                        ? 0
                        : (int) state.triggers().stream()
                                .filter(trigger -> trigger.error() != null)
                                .count());
    }

    /**
     * The same of a ScaledJob.
     *
     * @param round what its triggers said; null before they were asked
     * @param running its Jobs that have not ended; null if unknown
     */
    public static TopObject of(ScaledJob job, @Nullable JobRound round, @Nullable Integer running) {
        boolean paused = new Annotations(job).on(Annotations.PAUSED);
        List<String> errors = round == null ? List.of() : round.errors();
        String reason = paused ? "" : round == null ? "not measured" : shortened(errors.isEmpty() ? "" : errors.get(0));
        return new TopObject(
                "ScaledJob",
                job.getMetadata().getNamespace(),
                job.getMetadata().getName(),
                running,
                null,
                round == null
                        ? 0
                        : (int) round.said().stream().filter(JobTrigger::active).count(),
                round == null ? 0 : round.said().size(),
                reason.isEmpty() && !paused,
                paused,
                false,
                reason,
                errors.size());
    }

    private static boolean fallback(ObjectState state) {
        CompositeState composite = state.composite();
        return composite != null && composite.fallback()
                || state.triggers().stream()
                        .flatMap(trigger -> trigger.metrics().stream())
                        .anyMatch(ObjectState.MetricState::fallback);
    }

    private static String reason(@Nullable ObjectState state) {
        if (state == null) {
            return "not measured";
        }
        String failed = state.triggers().stream()
                .filter(trigger -> trigger.error() != null)
                .findFirst()
                .map(trigger -> String.valueOf(trigger.error()))
                .orElse("");
        CompositeState composite = state.composite();
        if (failed.isEmpty() && composite != null && composite.error() != null) {
            failed = "formula: " + composite.error();
        }
        if (failed.isEmpty() && !state.complete()) {
            return "waits for first answers";
        }
        return shortened(failed);
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }
}
