package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.controlplane.Decisions.Outcome;
import dev.weir.controller.controlplane.TargetCheck.Target;
import dev.weir.controller.decision.Activity;
import dev.weir.controller.decision.Decision;
import dev.weir.controller.decision.Fallback;
import dev.weir.controller.decision.MetricHealth;
import dev.weir.controller.decision.ScaleDecision;
import dev.weir.controller.decision.ScalePolicy;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.desired.Policies;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.EventRecorder.Kind;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import dev.weir.controller.kube.Reconciler.Result;
import dev.weir.controller.kube.TargetMovedException;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between zero and the first replica: decides, writes the scale, tells of it. */
final class ScaleStep {

    private static final Logger LOG = LoggerFactory.getLogger(ScaleStep.class);

    private final Cluster cluster;

    /**
     * When this process first saw an object that an earlier one had left active: it was active until then as far as anybody
     * knows, so its cool-down begins there and a restart takes no replica away too early.
     */
    private final Map<ObjectKey, Instant> leftActive = new ConcurrentHashMap<>();

    /** Objects that this process has looked at. */
    private final Set<ObjectKey> known = ConcurrentHashMap.newKeySet();

    /** Objects that were held up by the annotation when they were last looked at. */
    private final Set<ObjectKey> forced = ConcurrentHashMap.newKeySet();

    /** When the annotation of an object was first seen to be gone. */
    private final Map<ObjectKey, Instant> released = new ConcurrentHashMap<>();

    ScaleStep(Cluster cluster) {
        this.cluster = cluster;
    }

    void forget(ObjectKey key) {
        leftActive.remove(key);
        known.remove(key);
        forced.remove(key);
        released.remove(key);
    }

    /**
     * What came of a step.
     *
     * @param replicas that the target has now
     */
    record Taken(Result result, int replicas) {}

    Taken step(ScaledObject object, Target target, ObjectState state, Draft<ScaledObjectStatus> draft) {
        Instant now = cluster.clock().instant();
        ScalePolicy policy = Policies.of(object);
        fallback(object, policy, state, draft);
        Activity activity = state.heard();
        StatusFields.activity(draft.status(), policy, state, activity);
        draft.lastActive(lastActive(object, target, policy, state, draft, now));
        draft.lastActive(forcedUntil(object, policy, now));
        if (activity.error()) {
            String reason = state.composite() == null ? "KEDAScalerFailed" : "KEDAMetricSourceFailed";
            cluster.events().record(object, Kind.Warning, reason, String.join("; ", activity.errors()));
        }
        if (!state.complete() && !activity.active() && !policy.forceActivation()) {
            return new Taken(Reconciler.done(), target.replicas());
        }
        Decision decision = ScaleDecision.decide(
                policy, activity, target.replicas(), draft.lastActive().orElse(null), now);
        apply(object, target, decision, activity, draft);
        return new Taken(
                decision.again() == null ? Reconciler.done() : Reconciler.again(decision.again()),
                Objects.requireNonNullElse(decision.scaleTo(), target.replicas()));
    }

    /** What was forced was active until then, so a whole cool-down follows; null if it never was. */
    private @Nullable Instant forcedUntil(ScaledObject object, ScalePolicy policy, Instant now) {
        ObjectKey key = ObjectKey.of(object);
        if (policy.forceActivation()) {
            forced.add(key);
        } else if (forced.remove(key)) {
            released.put(key, now);
        }
        return released.get(key);
    }

    private @Nullable Instant lastActive(
            ScaledObject object,
            Target target,
            ScalePolicy policy,
            ObjectState state,
            Draft<ScaledObjectStatus> draft,
            Instant now) {
        ObjectKey key = ObjectKey.of(object);
        boolean first = known.add(key);
        if (state.lastActive() != null) {
            return state.lastActive();
        }
        return draft.is("Active", Verdict.Status.True) || first && untold(target, policy, draft)
                ? leftActive.computeIfAbsent(key, ignored -> now)
                : leftActive.get(key);
    }

    /**
     * Whether the target has replicas that the status of an earlier process does not know of: it may have ended between the
     * write of the one and of the other.
     */
    private static boolean untold(Target target, ScalePolicy policy, Draft<ScaledObjectStatus> draft) {
        boolean rests = draft.condition("Active")
                .filter(active -> "ScalerNotActive".equals(active.getReason()))
                .isPresent();
        return rests && target.replicas() > policy.resting();
    }

    private void apply(
            ScaledObject object, Target target, Decision decision, Activity activity, Draft<ScaledObjectStatus> draft) {
        if (decision.scaleTo() != null) {
            scale(object, target, decision, activity);
        } else {
            cluster.decisions().nothing();
        }
        if (decision.ready() != null) {
            draft.condition("Ready", ready(decision.ready(), draft));
        }
        if (decision.active() != null) {
            draft.condition("Active", decision.active());
        }
        draft.lastActive(decision.lastActive());
    }

    /** The check's own words stay where the decision has nothing against them. */
    private static Verdict ready(Verdict decided, Draft<ScaledObjectStatus> draft) {
        return decided.status() == Verdict.Status.True
                ? new Verdict(
                        decided.status(),
                        decided.reason(),
                        draft.condition("Ready").map(c -> c.getMessage()).orElse(decided.message()))
                : decided;
    }

    private void scale(ScaledObject object, Target target, Decision decision, Activity activity) {
        boolean up = decision.action() != Decision.Action.DEACTIVATE;
        String what =
                target.kind().kind() + " " + target.key() + " from " + target.replicas() + " to " + decision.scaleTo();
        int to = Objects.requireNonNull(decision.scaleTo());
        int before;
        try {
            before = cluster.scale(object, target.kind(), target.key(), to);
        } catch (TargetMovedException e) {
            // Nothing has failed: the next turn decides from what is there then.
            throw e;
        } catch (RuntimeException e) {
            cluster.decisions().count(decision, Outcome.FAILED);
            String reason = up ? "KEDAScaleTargetActivationFailed" : "KEDAScaleTargetDeactivationFailed";
            cluster.events()
                    .record(object, Kind.Warning, reason, "Failed to scale " + what + ": " + ApiFailure.sentence(e));
            throw new ScalingFailedException(e);
        }
        cluster.decisions().count(decision, before == to ? Outcome.ALREADY : Outcome.SCALED);
        if (before == to) {
            // So already, and told of: the watch of the target lags behind.
            return;
        }
        cluster.journal().scaled(ObjectKey.of(object), before, to, why(decision, activity));
        LOG.info(
                "Scaled object={} action={} target={} triggers={}",
                ObjectKey.of(object),
                decision.action(),
                what,
                activity.activeMetrics());
        if (decision.action() == Decision.Action.ACTIVATE) {
            String by = activity.active()
                    ? "triggered by " + String.join(";", activity.activeMetrics())
                    : "activation forced by annotation";
            cluster.events().record(object, Kind.Normal, "KEDAScaleTargetActivated", "Scaled " + what + ", " + by);
        } else if (decision.action() == Decision.Action.DEACTIVATE) {
            cluster.events().record(object, Kind.Normal, "KEDAScaleTargetDeactivated", "Scaled " + what);
        }
    }

    private static String why(Decision decision, Activity activity) {
        return switch (decision.action()) {
            case ACTIVATE ->
                activity.active()
                        ? "active by " + String.join("; ", activity.activeMetrics())
                        : "activation forced by annotation";
            case DEACTIVATE -> "no trigger active, and the cool-down over";
            case RAISE_TO_MIN -> "fewer than minReplicaCount";
            case NONE -> "";
        };
    }

    private void fallback(ScaledObject object, ScalePolicy policy, ObjectState state, Draft<ScaledObjectStatus> draft) {
        List<MetricHealth> healths = state.triggers().stream()
                .flatMap(trigger -> trigger.metrics().stream())
                .map(MetricState::health)
                .toList();
        Verdict verdict = Fallback.condition(policy.fallback(), healths);
        boolean was = draft.is("Fallback", Verdict.Status.True);
        boolean is = verdict.status() == Verdict.Status.True;
        draft.condition("Fallback", verdict);
        if (was != is) {
            cluster.events()
                    .record(
                            object,
                            Kind.Normal,
                            is ? "ScaledObjectFallbackActivated" : "ScaledObjectFallbackDeactivated",
                            verdict.message());
        }
    }
}
