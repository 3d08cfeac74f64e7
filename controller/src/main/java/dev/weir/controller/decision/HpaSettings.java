package dev.weir.controller.decision;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an HPA, and of the controller that runs it, decides about replicas.
 *
 * @param min at least 1 unless the cluster allows less
 * @param tolerance no change while the ratio of value to target is within 1 ± this; rules may have their own
 * @param downscaleStabilization how long the highest recommendation holds where the rules do not say it
 * @param behavior null if the HPA has none. The controller's own rules then apply: at most double (and at least up to 4) at
 *     every evaluation, which is not the same as default rules
 */
public record HpaSettings(
        int min,
        int max,
        double tolerance,
        Duration downscaleStabilization,
        @Nullable Behavior behavior) {

    /** The rules of both directions. */
    public record Behavior(Rules up, Rules down) {}

    /** Which policy wins. Constants are spelt as in manifests. */
    public enum Select {
        /** The one that allows the largest change. */
        Max,
        /** The one that allows the smallest change. */
        Min,
        /** No change in this direction. */
        Disabled
    }

    /**
     * Rules of one direction.
     *
     * @param stabilization null: that of the settings, for scaling down
     * @param tolerance null: that of the settings
     */
    public record Rules(
            Select select,
            @Nullable Duration stabilization,
            List<Policy> policies,
            @Nullable Double tolerance) {

        /** Four pods or twice as many in 15 seconds, whichever is more; at once. */
        public static final Rules DEFAULT_UP = new Rules(
                Select.Max,
                Duration.ZERO,
                List.of(Policy.pods(4, Duration.ofSeconds(15)), Policy.percent(100, Duration.ofSeconds(15))),
                null);

        /** All of them in 15 seconds, once the stabilization window of the settings has passed. */
        public static final Rules DEFAULT_DOWN =
                new Rules(Select.Max, null, List.of(Policy.percent(100, Duration.ofSeconds(15))), null);

        public Rules {
            policies = List.copyOf(policies);
        }

        Duration longestPeriod() {
            return policies.stream().map(Policy::period).reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    /**
     * How much may change within a period.
     *
     * @param percent whether {@code value} is per cent of the replicas at the start of the period; else pods
     */
    public record Policy(boolean percent, int value, Duration period) {

        public static Policy pods(int value, Duration period) {
            return new Policy(false, value, period);
        }

        public static Policy percent(int value, Duration period) {
            return new Policy(true, value, period);
        }
    }

    /** Kubernetes' own defaults: tolerance 0.1, five minutes. */
    public static HpaSettings of(int min, int max, @Nullable Behavior behavior) {
        return new HpaSettings(min, max, 0.1, Duration.ofMinutes(5), behavior);
    }

    public double toleranceUp() {
        Double own = behavior == null ? null : behavior.up().tolerance();
        return own == null ? tolerance : own;
    }

    public double toleranceDown() {
        Double own = behavior == null ? null : behavior.down().tolerance();
        return own == null ? tolerance : own;
    }

    public Duration upWindow() {
        Duration own = behavior == null ? null : behavior.up().stabilization();
        return own == null ? Duration.ZERO : own;
    }

    public Duration downWindow() {
        Duration own = behavior == null ? null : behavior.down().stabilization();
        return own == null ? downscaleStabilization : own;
    }
}
