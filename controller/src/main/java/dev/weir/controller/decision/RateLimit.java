package dev.weir.controller.decision;

import dev.weir.controller.decision.HpaSettings.Policy;
import dev.weir.controller.decision.HpaSettings.Rules;
import dev.weir.controller.decision.HpaSettings.Select;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * How far the number may move now: the bounds of the HPA, and the policies of its rules over what changed in their periods.
 *
 * @param replicas the allowed number
 * @param scalingLimited the condition
 */
record RateLimit(int replicas, Verdict scalingLimited) {

    /** Without rules: double at an evaluation, and up to this many in any case. */
    private static final int ALWAYS_ALLOWED = 4;

    static RateLimit of(HpaSettings settings, HpaState state, int current, int desired, Instant now) {
        if (settings.behavior() == null) {
            return withoutRules(settings, current, desired);
        }
        if (desired > current) {
            int limit = Math.max(current, upLimit(settings.behavior().up(), state, current, now));
            return ceiling(desired, settings.max(), limit);
        }
        if (desired < current) {
            int limit = Math.min(current, downLimit(settings.behavior().down(), state, current, now));
            return floor(desired, settings.min(), limit);
        }
        return free(desired);
    }

    private static RateLimit withoutRules(HpaSettings settings, int current, int desired) {
        return desired < settings.min()
                ? floor(desired, settings.min(), Integer.MIN_VALUE)
                : ceiling(desired, settings.max(), (int) Math.max(2L * current, ALWAYS_ALLOWED));
    }

    private static RateLimit ceiling(int desired, int max, int limit) {
        if (desired <= Math.min(max, limit)) {
            return free(desired);
        }
        return max > limit
                ? limited(limit, "ScaleUpLimit", "is increasing faster than the maximum scale rate")
                : limited(max, "TooManyReplicas", "is more than the maximum replica count");
    }

    private static RateLimit floor(int desired, int min, int limit) {
        if (desired >= Math.max(min, limit)) {
            return free(desired);
        }
        return min < limit
                ? limited(limit, "ScaleDownLimit", "is decreasing faster than the maximum scale rate")
                : limited(min, "TooFewReplicas", "is less than the minimum replica count");
    }

    private static RateLimit free(int desired) {
        return new RateLimit(
                desired, Verdict.no("DesiredWithinRange", "the desired count is within the acceptable range"));
    }

    private static RateLimit limited(int replicas, String reason, String how) {
        return new RateLimit(replicas, Verdict.yes(reason, "the desired replica count " + how));
    }

    private static int upLimit(Rules rules, HpaState state, int current, Instant now) {
        if (rules.select() == Select.Disabled) {
            return current;
        }
        IntStream limits = rules.policies().stream().mapToInt(policy -> {
            long start = periodStart(policy, state, current, now);
            // rounded up, otherwise a small number would never grow
            return clamp(
                    policy.percent() ? (long) Math.ceil(start * (1 + policy.value() / 100.0)) : start + policy.value());
        });
        return (rules.select() == Select.Min ? limits.min() : limits.max()).orElse(current);
    }

    private static int downLimit(Rules rules, HpaState state, int current, Instant now) {
        if (rules.select() == Select.Disabled) {
            return current;
        }
        IntStream limits = rules.policies().stream().mapToInt(policy -> {
            long start = periodStart(policy, state, current, now);
            return clamp(policy.percent() ? (long) (start * (1 - policy.value() / 100.0)) : start - policy.value());
        });
        // the smallest change leaves the largest number
        return (rules.select() == Select.Min ? limits.max() : limits.min()).orElse(current);
    }

    private static long periodStart(Policy policy, HpaState state, int current, Instant now) {
        return (long) current
                - HpaState.changed(state.ups(), policy.period(), now)
                + HpaState.changed(state.downs(), policy.period(), now);
    }

    private static int clamp(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
