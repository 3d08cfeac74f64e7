package dev.weir.controller.metricsplane;

import java.util.OptionalInt;

/**
 * How many replicas an object's target has, as far as it is known.
 *
 * @param wanted the target's spec.replicas; empty if unknown
 * @param ready its pods that are ready; empty if unknown
 */
public record TargetReplicas(OptionalInt wanted, OptionalInt ready) {

    public static final TargetReplicas UNKNOWN = new TargetReplicas(OptionalInt.empty(), OptionalInt.empty());

    /** Whether an HPA asks for the metrics: it does not while there are no replicas. */
    boolean running() {
        return wanted.orElse(1) > 0;
    }
}
