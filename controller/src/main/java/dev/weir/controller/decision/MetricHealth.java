package dev.weir.controller.decision;

import org.jspecify.annotations.Nullable;

/**
 * How the evaluations of one metric went.
 *
 * @param failures in a row
 * @param failing whether the latest one failed
 */
public record MetricHealth(int failures, boolean failing) {

    /** Nothing failed yet. */
    public static final MetricHealth HAPPY = new MetricHealth(0, false);

    public MetricHealth afterSuccess() {
        return HAPPY;
    }

    /** Whether the policy's replicas stand in: after threshold + 1 failures in a row. */
    public boolean trips(@Nullable FallbackPolicy policy) {
        return policy != null && policy.valid() && failing && failures > policy.failureThreshold();
    }

    /** As the object's status spells it. */
    public String status() {
        return failing ? "Failing" : "Happy";
    }
}
