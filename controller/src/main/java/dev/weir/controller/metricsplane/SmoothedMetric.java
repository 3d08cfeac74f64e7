package dev.weir.controller.metricsplane;

import dev.weir.controller.decision.Smoothing;
import dev.weir.controller.decision.SmoothingPolicy;
import java.time.Instant;

/**
 * One metric on the way from its readings to its readers. Folds once for each reading, however many read it. Used on the
 * object's loop; only what an edit hands on is asked for from elsewhere.
 */
final class SmoothedMetric {

    private final SmoothingPolicy policy;
    private volatile Smoothing state;
    private double read = Double.NaN;

    SmoothedMetric(SmoothingPolicy policy) {
        this.policy = policy;
        this.state = Smoothing.by(policy);
    }

    /** Before the start: goes on where the metric of an earlier manifest stood, if it was smoothed in the same way. */
    void continues(SmoothedMetric before) {
        if (policy.equals(before.policy)) {
            state = before.state;
        }
    }

    /** A reading, and what readers get for it. */
    double take(Instant takenAt, double value) {
        read = value;
        if (policy.isOff()) {
            return value;
        }
        Smoothing next = state.after(takenAt, value);
        state = next;
        return next.value();
    }

    boolean isOff() {
        return policy.isOff();
    }

    /** The latest reading as it was. */
    double read() {
        return read;
    }
}
