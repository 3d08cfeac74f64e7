package dev.weir.controller.decision;

import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a metric is worth while its source fails: the value at which the HPA arrives at the replicas that the policy names.
 */
public final class Fallback {

    private Fallback() {}

    /** What stands in for a failed metric. */
    public sealed interface Outcome {

        /**
         * A value takes its place and makes the trigger active.
         *
         * @param quantity the value truncated to milli units, as it is served
         */
        record Substitute(double value, Quantity quantity) implements Outcome {}

        /**
         * The last value keeps its place, and with it what the trigger said of its activity.
         *
         * @param remaining how long at most
         */
        record Kept(Duration remaining) implements Outcome {}

        /** Nil takes its place in the formula; neither an error nor a fallback that is active. */
        record Nil() implements Outcome {}

        /** Nothing does: the failure stands, because of this. */
        record Refused(String why) implements Outcome {}
    }

    /**
     * Called for a metric whose evaluation failed, with its health after that failure.
     *
     * @param target of the metric; with scaling modifiers that of the composite
     * @param averageValue whether the HPA divides the value by the replicas
     * @param currentReplicas the target's {@code spec.replicas}; empty if unreadable
     * @param readyPods running and ready ones; empty if unreadable
     * @param lastValueAge how old the last value is; null if there never was one
     */
    public static Outcome apply(
            @Nullable FallbackPolicy policy,
            MetricHealth health,
            double target,
            boolean averageValue,
            OptionalInt currentReplicas,
            OptionalInt readyPods,
            @Nullable Duration lastValueAge) {
        if (policy == null || !policy.valid()) {
            return new Outcome.Refused("there is no valid fallback");
        }
        if (!health.trips(policy)) {
            return new Outcome.Refused("failed " + health.failures()
                    + " times in a row, fallback sets in after more than " + policy.failureThreshold());
        }
        if (policy.behavior() == FallbackPolicy.Behavior.SCALING_MODIFIERS) {
            return new Outcome.Nil();
        }
        if (policy.behavior() == FallbackPolicy.Behavior.LAST_VALUE
                && lastValueAge != null
                && lastValueAge.compareTo(policy.lastValueFor()) < 0) {
            return new Outcome.Kept(policy.lastValueFor().minus(lastValueAge));
        }
        if (policy.behavior().needsCurrentReplicas() && currentReplicas.isEmpty()) {
            return new Outcome.Refused("fallback needs the current number of replicas, which cannot be read");
        }
        double wanted = target * replicas(policy, currentReplicas);
        if (averageValue) {
            return substitute(wanted);
        }
        return readyPods.orElse(0) > 0
                ? substitute(wanted / readyPods.getAsInt())
                : new Outcome.Refused("fallback of a metric of type Value needs a ready pod, there is none");
    }

    /** The value at which a composite metric of type AverageValue arrives at the policy's replicas when the formula says nil. */
    public static Outcome.Substitute ofNilFormula(FallbackPolicy policy, double target) {
        return substitute(target * policy.replicas());
    }

    /** The Fallback condition of an object with these metrics. */
    public static Verdict condition(@Nullable FallbackPolicy policy, Collection<MetricHealth> metrics) {
        return metrics.stream().anyMatch(health -> health.trips(policy))
                ? Verdict.yes("FallbackExists", "a trigger has no value, its fallback stands in")
                : Verdict.no("NoFallbackFound", "no fallback stands in for a trigger");
    }

    private static int replicas(FallbackPolicy policy, OptionalInt current) {
        int named = policy.replicas();
        return switch (policy.behavior()) {
            case CURRENT_REPLICAS -> current.getAsInt();
            case CURRENT_REPLICAS_IF_HIGHER -> Math.max(current.getAsInt(), named);
            case CURRENT_REPLICAS_IF_LOWER -> Math.min(current.getAsInt(), named);
            case STATIC, LAST_VALUE, SCALING_MODIFIERS -> named;
        };
    }

    private static Outcome.Substitute substitute(double value) {
        return new Outcome.Substitute(value, Quantity.truncated(value));
    }
}
