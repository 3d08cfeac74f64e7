package dev.weir.controller.explain;

import dev.weir.controller.admission.Problem;
import dev.weir.controller.admission.ScaledObjectRules;
import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.decision.ScalePolicy;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.desired.Policies;
import dev.weir.controller.explain.Explanation.ActivationPart;
import dev.weir.controller.explain.Explanation.ConditionPart;
import dev.weir.controller.explain.Explanation.FormulaPart;
import dev.weir.controller.explain.Explanation.Target;
import dev.weir.controller.explain.Explanation.TriggerPart;
import dev.weir.controller.explain.Explanation.View;
import dev.weir.controller.explain.Explanation.Without;
import dev.weir.controller.journal.Change;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.FormulaReplay;
import dev.weir.controller.metricsplane.HpaReadings;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.controller.metricsplane.ObjectPlanner;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.Planned;
import dev.weir.controller.metricsplane.TargetReplicas;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The story of one ScaledObject. Used once. */
final class ObjectStory {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final ScaledObject object;
    private final ObjectKey key;
    private final Known known;
    private final Parts parts;
    private final View view;
    private final List<Change> changes;
    private final @Nullable ObjectPlan plan;
    private final @Nullable ObjectState state;
    private final @Nullable HorizontalPodAutoscaler hpa;
    private final TargetReplicas replicas;
    private final ScalePolicy policy;

    ObjectStory(ScaledObject object, Known known, MetricsPlane plane, Parts parts, View view, List<Change> changes) {
        this.object = object;
        this.key = ObjectKey.of(object);
        this.known = known;
        this.parts = parts;
        this.view = view;
        this.changes = changes;
        this.plan = plane.plan(key).orElse(null);
        this.state = plane.state(key).orElse(null);
        this.hpa = known.hpa(object).orElse(null);
        this.replicas = known.replicas(object);
        this.policy = policy(object);
    }

    /** Files carry no time of their creation. */
    private ScalePolicy policy(ScaledObject given) {
        if (given.getMetadata().getCreationTimestamp() != null) {
            return Policies.of(given);
        }
        ScaledObject dated = SERIALIZATION.clone(given);
        dated.getMetadata().setCreationTimestamp(view.since().toString());
        return Policies.of(dated);
    }

    Explanation tell() {
        Optional<Planned<ObjectPlan>> planned = known.plan(key);
        Optional<FormulaReplay> replay = replay();
        Optional<HpaArithmetic> arithmetic = arithmetic();
        Explanation told = new Explanation(
                "ScaledObject",
                key.namespace(),
                key.name(),
                Generations.of(object),
                view,
                target(),
                triggers(),
                formula(replay.orElse(null)),
                arithmetic.map(hpa -> hpa.part(key, changes, parts)).orElse(null),
                arithmetic.isPresent() ? "" : absent(),
                activation(),
                null,
                new Annotations(object).pausing(),
                without(arithmetic, replay.orElse(null)),
                Parts.changes(changes),
                conditions(),
                problems(planned),
                notes(planned),
                List.of());
        return Advice.with(told);
    }

    private Target target() {
        TargetReference target = ObjectPlanner.target(
                object.getSpec().getScaleTargetRef() == null
                        ? new ScaleTarget()
                        : object.getSpec().getScaleTargetRef());
        return new Target(
                target.apiVersion(),
                target.kind(),
                target.name(),
                boxed(replicas.wanted()),
                boxed(replicas.ready()),
                Objects.requireNonNullElse(policy.min(), 0),
                policy.max(),
                policy.idle());
    }

    private static @Nullable Integer boxed(OptionalInt number) {
        return number.isPresent() ? (Integer) number.getAsInt() : null;
    }

    private List<TriggerPart> triggers() {
        if (plan == null) {
            return Parts.written(ObjectPlanner.triggers(object));
        }
        List<TriggerPart> all = new ArrayList<>(parts.triggers(
                "ScaledObject " + key,
                plan.triggers(),
                state == null ? List.of() : state.triggers(),
                new ObjectMetrics(plan, parts)));
        Map<Integer, Double> measured = measured();
        plan.resources()
                .forEach(resource ->
                        all.add(resource(resource, measured.get(resource.spec().index()))));
        all.sort(Comparator.comparingInt(TriggerPart::index));
        return all;
    }

    private static TriggerPart resource(PlannedResource planned, @Nullable Double measured) {
        String container = planned.metric().container();
        return new TriggerPart(
                planned.spec().index(),
                planned.spec().type(),
                Parts.orEmpty(planned.spec().name()),
                null,
                "",
                "",
                null,
                List.of(new Explanation.MetricPart(
                        planned.metric().resource() + (container == null ? "" : " of container " + container),
                        planned.metric().type().name(),
                        planned.metric().target().value(),
                        measured,
                        measured,
                        null,
                        false,
                        "",
                        measured == null ? "the HPA has not measured it" : "")));
    }

    private Map<Integer, Double> measured() {
        return hpa == null || plan == null ? Map.of() : HpaReadings.of(hpa, plan.resources());
    }

    private Optional<FormulaReplay> replay() {
        return plan == null || state == null
                ? Optional.empty()
                : FormulaReplay.of(
                        plan, state, measured(), replicas, parts.cache().histories(), parts.now());
    }

    private @Nullable FormulaPart formula(@Nullable FormulaReplay replay) {
        Modifiers modifiers = plan == null ? null : plan.modifiers();
        return modifiers == null || replay == null || state == null
                ? null
                : FormulaParts.of(modifiers, replay, state.composite(), parts);
    }

    private Optional<HpaArithmetic> arithmetic() {
        return hpa == null || plan == null || state == null
                ? Optional.empty()
                : Optional.of(HpaArithmetic.of(hpa, plan, state, replicas, parts));
    }

    /** Why there is no arithmetic. */
    private String absent() {
        if (!view.cluster()) {
            return "the objects are files and nothing is scaled, so there is no HPA";
        }
        if (new Annotations(object).paused()) {
            return "a paused object has no HPA";
        }
        if (plan == null) {
            return "the manifest is left as it is until its problems are gone";
        }
        return hpa == null ? "there is no HPA yet" : "no trigger has answered yet";
    }

    private @Nullable ActivationPart activation() {
        boolean decides = state != null
                && (state.complete() || state.heard().active() || policy.forceActivation())
                && view.cluster()
                && replicas.wanted().isPresent();
        return !decides || state == null
                ? null
                : Activation.of(policy, state.heard(), replicas.wanted().getAsInt(), lastActive(), parts.now());
    }

    private @Nullable Instant lastActive() {
        if (state != null && state.lastActive() != null) {
            return state.lastActive();
        }
        ScaledObjectStatus status = object.getStatus();
        return status == null || status.getLastActiveTime() == null ? null : Instant.parse(status.getLastActiveTime());
    }

    private List<Without> without(Optional<HpaArithmetic> arithmetic, @Nullable FormulaReplay replay) {
        return plan == null || state == null || arithmetic.isEmpty()
                ? List.of()
                : new WithoutTriggers(plan, state, policy, arithmetic.get(), replay).all();
    }

    private List<ConditionPart> conditions() {
        return Parts.conditions(object.getStatus());
    }

    private List<String> problems(Optional<Planned<ObjectPlan>> planned) {
        List<Problem> rules = ScaledObjectRules.problems(object);
        List<String> all = new ArrayList<>();
        rules.stream()
                .filter(problem -> problem.reason().stopsReconcile())
                .map(Problem::toString)
                .forEach(all::add);
        planned.ifPresent(found -> all.addAll(found.problems()));
        all.addAll(Parts.faults(conditions(), "ScaledObjectCheckFailed", all).toList());
        return all;
    }

    private List<String> notes(Optional<Planned<ObjectPlan>> planned) {
        List<String> all = new ArrayList<>();
        ScaledObjectRules.problems(object).stream()
                .filter(problem -> !problem.reason().stopsReconcile())
                .map(Problem::toString)
                .forEach(all::add);
        planned.ifPresent(found -> all.addAll(found.warnings()));
        return all;
    }
}
