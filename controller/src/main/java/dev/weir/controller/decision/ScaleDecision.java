package dev.weir.controller.decision;

import dev.weir.controller.decision.Decision.Action;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Between zero (or idle) and the first working replica. The first row that fits decides:
 *
 * <pre>
 * paused                                        nothing at all
 * A   active or forced
 *  A1  (idle set and current &lt; min) or current 0   to max(min, 1); nothing when scale-out is paused
 *  A2  error                                     Ready unknown, the time of the last activity stays
 *  A3  else                                      remember the time
 * B   inactive
 *  B1  error, fallback to more than 0            nothing
 *  B2  error, no fallback                        Ready false
 *  B3  (idle set and current &gt; idle) or
 *      (current &gt; 0 and min 0)                      to idle or 0 after the cool-down; nothing when scale-in is paused
 *  B4  idle not set, current &lt; min               to min, at once
 *  B5  else                                      nothing
 * </pre>
 *
 * An error therefore takes replicas away only through B3, where the policy itself names zero as the fallback. Between min and
 * max nothing is decided here: that is the HPA's.
 */
public final class ScaleDecision {

    private static final Verdict READY = Verdict.yes("ScaledObjectReady", "the triggers can be read");
    private static final Verdict INACTIVE = Verdict.no("ScalerNotActive", "no trigger is active");

    /** Deadlines must be strictly past, so the next look is this much later. */
    private static final Duration JUST_AFTER = Duration.ofMillis(1);

    private final ScalePolicy policy;
    private final Activity activity;
    private final int current;
    private final @Nullable Instant lastActive;
    private final Instant now;

    private ScaleDecision(
            ScalePolicy policy, Activity activity, int current, @Nullable Instant lastActive, Instant now) {
        this.policy = policy;
        this.activity = activity;
        this.current = current;
        this.lastActive = lastActive;
        this.now = now;
    }

    /**
     * One evaluation.
     *
     * @param currentReplicas {@code spec.replicas} of the target
     * @param lastActive as remembered in the status; null if the object never was active
     */
    public static Decision decide(
            ScalePolicy policy, Activity activity, int currentReplicas, @Nullable Instant lastActive, Instant now) {
        return new ScaleDecision(policy, activity, currentReplicas, lastActive, now).decide();
    }

    /** What is said when the target's replicas cannot be read. Comes before everything else. */
    public static Verdict unreadable(String cause) {
        return Verdict.no("ErrorGettingCurrentReplicas", "the target's replicas cannot be read: " + cause);
    }

    private Decision decide() {
        if (policy.paused()) {
            return new Decision(null, Action.NONE, null, null, null, null);
        }
        return activity.active() || policy.forceActivation() ? active() : inactive();
    }

    private Decision active() {
        Verdict active = activeVerdict();
        if (current == 0 || (policy.idle() != null && current < policy.floor())) {
            return policy.scaleOutPaused()
                    ? new Decision(null, Action.NONE, READY, active, null, null)
                    : new Decision(Math.max(policy.floor(), 1), Action.ACTIVATE, READY, active, now, null);
        }
        return activity.error()
                ? new Decision(null, Action.NONE, partialError(), active, null, null)
                : new Decision(null, Action.NONE, READY, active, now, null);
    }

    private Decision inactive() {
        FallbackPolicy fallback = policy.fallback();
        if (activity.error() && fallback != null && fallback.replicas() != 0) {
            return nothing();
        }
        if (activity.error() && fallback == null) {
            return new Decision(null, Action.NONE, triggerError(), INACTIVE, null, null);
        }
        Integer idle = policy.idle();
        if ((idle != null && current > idle) || (current > 0 && policy.floor() == 0)) {
            return deactivate(idle == null ? policy.floor() : idle);
        }
        return idle == null && current < policy.floor()
                ? new Decision(policy.floor(), Action.RAISE_TO_MIN, READY, INACTIVE, null, null)
                : nothing();
    }

    private Decision deactivate(int target) {
        // target >= current happens only where idle is out of bounds; taking away must never add
        if (policy.scaleInPaused() || target >= current) {
            return nothing();
        }
        Instant deadline = lastActive == null
                ? policy.created().plus(policy.initialCooldown())
                : lastActive.plus(policy.cooldown());
        if (deadline.isBefore(now)) {
            return new Decision(target, Action.DEACTIVATE, READY, INACTIVE, null, null);
        }
        Verdict cooling = Verdict.no(
                "ScalerCooldown", "no trigger is active, " + current + " replicas are kept until " + deadline);
        return new Decision(
                null,
                Action.NONE,
                READY,
                cooling,
                null,
                Duration.between(now, deadline).plus(JUST_AFTER));
    }

    private Decision nothing() {
        return new Decision(null, Action.NONE, READY, INACTIVE, null, null);
    }

    private Verdict activeVerdict() {
        return Verdict.yes(
                "ScalerActive",
                activity.active() ? "at least one trigger is active" : "activation is forced by annotation");
    }

    private Verdict partialError() {
        return Verdict.unknown("PartialTriggerError", "some triggers cannot be read: " + causes());
    }

    private Verdict triggerError() {
        return Verdict.no("TriggerError", "triggers cannot be read and there is no fallback: " + causes());
    }

    private String causes() {
        return String.join("; ", activity.errors());
    }
}
