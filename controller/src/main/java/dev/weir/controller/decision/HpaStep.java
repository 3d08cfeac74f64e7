package dev.weir.controller.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of an HPA. A condition that is null stays as it was.
 *
 * @param replicas the number to have; the current one if nothing changes
 * @param rescale whether that is a change to write
 * @param reason why it changes, as the event of Kubernetes words it; empty if it does not
 * @param state for the next evaluation; a caller whose write fails uses {@code stateIfNotWritten}
 * @param steps how the number came about, in plain sentences, in order
 */
public record HpaStep(
        int replicas,
        boolean rescale,
        String reason,
        HpaState state,
        HpaState stateIfNotWritten,
        @Nullable Verdict ableToScale,
        @Nullable Verdict scalingActive,
        @Nullable Verdict scalingLimited,
        List<String> steps) {

    public HpaStep {
        steps = List.copyOf(steps);
    }

    /** The target as the HPA sees it. */
    public record Workload(int specReplicas, int statusReplicas, int readyPods) {

        /** All pods there and ready. */
        public static Workload settled(int replicas) {
            return new Workload(replicas, replicas, replicas);
        }
    }
}
