package dev.weir.controller.decision;

import dev.weir.controller.decision.SmoothingPolicy.Panic;

/**
 * A short window over a long one, as in Knative's autoscaler. Panic begins when the short window's mean reaches the
 * threshold, and ends once a whole stable window has passed without that.
 *
 * <p>The threshold is a percentage of the value last given out. Knative's is one of what the ready pods can take; we do not
 * know what they can, but an HPA has as many as the value it was given asks for, so that value stands for their capacity.
 * While in panic it is the highest value so far, so only a further burst prolongs the panic, as with Knative, where the pods
 * have become more by then.
 *
 * @param calmSeconds since the threshold was last reached; the length of the stable window if there is no panic
 */
record PanicMode(Panic policy, SlidingMean stable, SlidingMean brief, double calmSeconds) {

    static PanicMode of(Panic policy, double first) {
        return new PanicMode(
                policy,
                SlidingMean.of(policy.stableSeconds(), first),
                SlidingMean.of(policy.panicSeconds(), first),
                policy.stableSeconds());
    }

    /**
     * With one more reading.
     *
     * @param elapsed seconds since the one before, 0 or more
     * @param given the value last given out
     */
    PanicMode after(double elapsed, double reading, double given) {
        SlidingMean nextBrief = brief.after(elapsed, reading);
        double mean = nextBrief.value();
        boolean reached = mean > 0 && mean >= Math.max(given, 0) * (policy.thresholdPercent() / 100.0);
        double calm = reached ? 0 : Math.min(policy.stableSeconds(), calmSeconds + elapsed);
        return new PanicMode(policy, stable.after(elapsed, reading), nextBrief, calm);
    }

    boolean on() {
        return calmSeconds < policy.stableSeconds();
    }

    /** Never less than the mean of the stable window, nor than what was given out before. */
    double highest(double given) {
        return Math.max(given, Math.max(stable.value(), brief.value()));
    }
}
