package dev.weir.controller.metricsplane;

import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.AwaitedException;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.desired.Policies;
import dev.weir.controller.desired.Smoothings;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.workload.ResourceTriggers;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a ScaledObject to what is to be measured. Reads what triggers refer to, which blocks; reaches no source. */
public final class ObjectPlanner {

    static final String KIND = "ScaledObject";

    private final TriggerPlanner planner;

    public ObjectPlanner(TriggerPlanner planner) {
        this.planner = planner;
    }

    /**
     * Plans anew. If nothing that matters differs from {@code current}, the plan is {@code current} itself.
     *
     * @throws AwaitedException if a store of credentials has not answered yet
     */
    public Planned<ObjectPlan> plan(ScaledObject object, Optional<ObjectPlan> current) {
        long generation = Generations.of(object);
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Optional<Modifiers> modifiers = Modifiers.read(object.getSpec(), (path, message) -> {});
        if (modifiers.isEmpty() && composite(object) || smoothings(object).isEmpty()) {
            // Which the rules of admission say in full.
            return new Planned<>(generation, null, List.of(), List.of());
        }
        List<TriggerSpec> resolved = planner.resolve(owner(object), triggers(object), problems, warnings);
        if (modifiers.isPresent()) {
            unnamed(resolved.stream()).forEach(warnings::add);
        }
        if (problems.isEmpty()
                && current.filter(plan -> isCurrent(plan, object, resolved)).isPresent()) {
            warnings.addAll(current.get().warnings());
            return new Planned<>(generation, current.get(), List.of(), warnings);
        }
        ObjectPlan plan = create(object, resolved, modifiers.orElse(null), problems);
        warnings.addAll(plan.warnings());
        if (!problems.isEmpty()) {
            plan.discard();
            problems.addAll(warnings);
            return new Planned<>(generation, null, problems, List.of());
        }
        return new Planned<>(generation, plan, List.of(), warnings);
    }

    /** Its triggers fail: credentials are asked for again where nobody tells of changes. */
    void doubt(ObjectKey key) {
        planner.doubt(KIND, key);
    }

    /** It is not measured any more. */
    void forget(ObjectKey key) {
        planner.forget(KIND, key);
    }

    /** What can be made; what cannot is a problem. */
    private ObjectPlan create(
            ScaledObject object, List<TriggerSpec> resolved, @Nullable Modifiers modifiers, List<String> problems) {
        PlannedTriggers made = planner.create(resolved, triggers(object), problems);
        return new ObjectPlan(
                ObjectKey.of(object),
                Generations.of(object),
                Policies.pollingInterval(object),
                Policies.fallback(object),
                made.asked(),
                made.resources(),
                modifiers,
                smoothings(object).orElse(Smoothings.NONE));
    }

    /** Empty if they are not right. */
    private static Optional<Smoothings> smoothings(ScaledObject object) {
        return Smoothings.read(object.getSpec(), (path, message) -> {});
    }

    /** A formula cannot use what has no name. */
    public static Stream<String> unnamed(Stream<TriggerSpec> specs) {
        return specs.filter(spec -> (spec.name() == null || spec.name().isEmpty()) && !ResourceTriggers.is(spec.type()))
                .map(spec -> "trigger " + spec.index() + " (" + spec.type()
                        + "): has no name, so the formula of spec.advanced.scalingModifiers cannot use it");
    }

    private static boolean isCurrent(ObjectPlan plan, ScaledObject object, List<TriggerSpec> resolved) {
        return plan.generation() == Generations.of(object) && plan.specs().equals(resolved);
    }

    /** Whose triggers they are. */
    public static TriggerSpecs.Owner owner(ScaledObject object) {
        ScaleTarget target = Objects.requireNonNullElseGet(object.getSpec().getScaleTargetRef(), ScaleTarget::new);
        return new TriggerSpecs.Owner(
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                target(target),
                target.getEnvSourceContainerName(),
                composite(object));
    }

    /** The target with KEDA's defaults: a Deployment of apps/v1. */
    public static TargetReference target(ScaleTarget target) {
        return new TargetReference(
                orElse(target.getApiVersion(), "apps/v1"),
                orElse(target.getKind(), "Deployment"),
                orElse(target.getName(), ""));
    }

    private static boolean composite(ScaledObject object) {
        return Modifiers.used(object.getSpec());
    }

    /** Its triggers, none if there is no list. */
    public static List<ScaleTrigger> triggers(ScaledObject object) {
        return object.getSpec().getTriggers() == null
                ? List.of()
                : object.getSpec().getTriggers();
    }

    private static String orElse(@Nullable String given, String otherwise) {
        return given == null || given.isEmpty() ? otherwise : given;
    }
}
