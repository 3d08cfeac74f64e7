package dev.weir.controller.explain;

import dev.weir.controller.decision.Activity;
import dev.weir.controller.decision.Decision;
import dev.weir.controller.decision.ScaleDecision;
import dev.weir.controller.decision.ScalePolicy;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.explain.Explanation.ActivationPart;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rule applies between zero and the first replica, told from what {@link ScaleDecision} makes of the same. The rules are
 * named as in KEDA's executor: A while active, B while not.
 */
final class Activation {

    private final ScalePolicy policy;
    private final Activity activity;
    private final int current;
    private final @Nullable Instant lastActive;

    private Activation(ScalePolicy policy, Activity activity, int current, @Nullable Instant lastActive) {
        this.policy = policy;
        this.activity = activity;
        this.current = current;
        this.lastActive = lastActive;
    }

    static ActivationPart of(
            ScalePolicy policy, Activity activity, int current, @Nullable Instant lastActive, Instant now) {
        return new Activation(policy, activity, current, lastActive).part(now);
    }

    private record Rule(String name, String sentence) {}

    private ActivationPart part(Instant now) {
        Decision decision = ScaleDecision.decide(policy, activity, current, lastActive, now);
        Rule rule = rule(decision);
        Duration left = decision.again();
        return new ActivationPart(
                activity.active(),
                policy.forceActivation(),
                rule.name(),
                rule.sentence(),
                decision.scaleTo(),
                lastActive,
                Parts.seconds(policy.cooldown()),
                left == null ? null : Parts.seconds(left));
    }

    private Rule rule(Decision decision) {
        Verdict active = decision.active();
        if (active == null) {
            return new Rule("1", "paused by annotation: nothing is decided");
        }
        return active.status() == Verdict.Status.True ? whileActive(decision) : whileInactive(decision, active);
    }

    private Rule whileActive(Decision decision) {
        String why = activity.active() ? "a trigger is active" : "activation is forced by annotation";
        if (decision.action() == Decision.Action.ACTIVATE) {
            return new Rule("A1", why + ": from " + current + " to " + decision.scaleTo() + " at once");
        }
        if (decision.ready() != null && decision.ready().status() == Verdict.Status.Unknown) {
            return new Rule(
                    "A2", why + ", but others cannot be read: the cool-down goes on from the last time all could");
        }
        return decision.lastActive() == null
                ? new Rule("A1", why + ", but paused-scale-out keeps it at " + current)
                : new Rule("A3", why + ": how many run is the HPA's to decide");
    }

    private Rule whileInactive(Decision decision, Verdict active) {
        String why = activity.error() ? "triggers cannot be read" : "no trigger is active";
        if (decision.ready() != null && decision.ready().status() == Verdict.Status.False) {
            return new Rule("B2", why + " and there is no fallback: nothing is scaled");
        }
        switch (decision.action()) {
            case DEACTIVATE:
                return new Rule(
                        "B3", why + " and the cool-down is over: from " + current + " to " + decision.scaleTo());
            case RAISE_TO_MIN:
                return new Rule(
                        "B4",
                        why + ", and " + current + " is less than minReplicaCount: to " + decision.scaleTo()
                                + " at once");
            default:
                return waiting(active, why);
        }
    }

    private Rule waiting(Verdict active, String why) {
        if (active.reason().equals("ScalerCooldown")) {
            return new Rule("B3", why + ": goes to " + policy.resting() + " once the cool-down is over");
        }
        if (activity.error()) {
            return new Rule("B1", why + ", and the fallback names replicas: nothing is taken away");
        }
        if (current == policy.resting()) {
            return new Rule("B5", why + ", and it rests at " + current + " as it should");
        }
        boolean rests = policy.idle() != null || policy.resting() == 0;
        return policy.scaleInPaused() && rests
                ? new Rule("B3", why + ", but paused-scale-in keeps it at " + current)
                : new Rule(
                        "B5",
                        why + "; with minReplicaCount " + policy.resting()
                                + " that takes nothing away, how many run is the HPA's to decide");
    }
}
