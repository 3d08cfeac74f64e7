package dev.weir.controller.observed;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.CompositeState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One ScaledObject in a line.
 *
 * @param replicas that its target is to have; null if unknown
 * @param desired what its HPA wants; null if there is none or it has not said
 * @param active how many of its triggers are active
 * @param triggers how many it has that are asked
 * @param ready whether all of them answer
 * @param fallback whether a value is that of its fallback
 * @param reason why it is not ready; empty if it is
 * @param failures how many of its triggers fail now
 */
public record TopObject(
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
        return failed.length() <= LONGEST_REASON ? failed : failed.substring(0, LONGEST_REASON) + "…";
    }
}
