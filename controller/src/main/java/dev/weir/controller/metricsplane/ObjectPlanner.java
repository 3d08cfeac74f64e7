package dev.weir.controller.metricsplane;

import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.MissingReferenceException;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.credentials.ResolvedTrigger;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.credentials.UnreadableReferenceException;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.desired.Policies;
import dev.weir.controller.desired.Smoothings;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.workload.ResourceTriggers;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a ScaledObject to what is to be measured. Reads what triggers refer to, which blocks; reaches no source. */
public final class ObjectPlanner {

    private final TriggerSpecs specs;
    private final Scalers scalers;
    private final ScalerEnvironment environment;

    public ObjectPlanner(TriggerSpecs specs, Scalers scalers, ScalerEnvironment environment) {
        this.specs = specs;
        this.scalers = scalers;
        this.environment = environment;
    }

    /**
     * A plan, or why there is none.
     *
     * @param generation of the manifest that was planned
     * @param plan null if there are problems, or the rules of admission refuse the formula or the smoothing
     * @param problems every reason why a trigger cannot be made
     * @param warnings what the user may want to know all the same
     */
    public record Planned(long generation, @Nullable ObjectPlan plan, List<String> problems, List<String> warnings) {

        public Planned {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Plans anew. If nothing that matters differs from {@code current}, the plan is {@code current} itself.
     */
    public Planned plan(ScaledObject object, Optional<ObjectPlan> current) {
        long generation = Generations.of(object);
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Optional<Modifiers> modifiers = Modifiers.read(object.getSpec(), (path, message) -> {});
        if (modifiers.isEmpty() && composite(object) || smoothings(object).isEmpty()) {
            // Which the rules of admission say in full.
            return new Planned(generation, null, List.of(), List.of());
        }
        List<TriggerSpec> resolved = resolve(object, problems, warnings);
        if (modifiers.isPresent()) {
            unnamed(resolved).forEach(warnings::add);
        }
        if (problems.isEmpty()
                && current.filter(plan -> isCurrent(plan, object, resolved)).isPresent()) {
            warnings.addAll(current.get().warnings());
            return new Planned(generation, current.get(), List.of(), warnings);
        }
        ObjectPlan plan = create(object, resolved, modifiers.orElse(null), problems);
        warnings.addAll(plan.warnings());
        if (!problems.isEmpty()) {
            plan.discard();
            problems.addAll(warnings);
            return new Planned(generation, null, problems, List.of());
        }
        return new Planned(generation, plan, List.of(), warnings);
    }

    private List<TriggerSpec> resolve(ScaledObject object, List<String> problems, List<String> warnings) {
        TriggerSpecs.Owner owner = owner(object);
        List<TriggerSpec> resolved = new ArrayList<>();
        List<ScaleTrigger> triggers = triggers(object);
        for (int i = 0; i < triggers.size(); i++) {
            try {
                ResolvedTrigger trigger = specs.resolve(owner, i, triggers.get(i));
                resolved.add(trigger.spec());
                warnings.addAll(trigger.notes());
            } catch (InvalidTriggerException e) {
                problems.addAll(e.problems());
            } catch (MissingReferenceException | UnreadableReferenceException e) {
                problems.add("trigger " + i + " (" + triggers.get(i).getType() + "): " + e.getMessage());
            }
        }
        return resolved;
    }

    /** What can be made; what cannot is a problem. */
    private ObjectPlan create(
            ScaledObject object, List<TriggerSpec> resolved, @Nullable Modifiers modifiers, List<String> problems) {
        List<PlannedTrigger> triggers = new ArrayList<>();
        List<PlannedResource> resources = new ArrayList<>();
        for (TriggerSpec spec : resolved) {
            try {
                if (ResourceTriggers.is(spec.type())) {
                    ResourceTriggers.Read read = ResourceTriggers.read(spec);
                    resources.add(new PlannedResource(spec, read.metric(), read.warnings()));
                } else {
                    triggers.add(
                            new PlannedTrigger(spec, scalers.create(spec, environment), cached(object, spec.index())));
                }
            } catch (InvalidTriggerException e) {
                problems.addAll(e.problems());
            }
        }
        return new ObjectPlan(
                ObjectKey.of(object),
                Generations.of(object),
                Policies.pollingInterval(object),
                Policies.fallback(object),
                triggers,
                resources,
                modifiers,
                smoothings(object).orElse(Smoothings.NONE));
    }

    /** Empty if they are not right. */
    private static Optional<Smoothings> smoothings(ScaledObject object) {
        return Smoothings.read(object.getSpec(), (path, message) -> {});
    }

    /** A formula cannot use what has no name. */
    private static Stream<String> unnamed(List<TriggerSpec> specs) {
        return specs.stream()
                .filter(spec -> (spec.name() == null || spec.name().isEmpty()) && !ResourceTriggers.is(spec.type()))
                .map(spec -> "trigger " + spec.index() + " (" + spec.type()
                        + "): has no name, so the formula of spec.advanced.scalingModifiers cannot use it");
    }

    private static boolean cached(ScaledObject object, int index) {
        return Boolean.TRUE.equals(triggers(object).get(index).getUseCachedMetrics());
    }

    private static boolean isCurrent(ObjectPlan plan, ScaledObject object, List<TriggerSpec> resolved) {
        return plan.generation() == Generations.of(object) && plan.specs().equals(resolved);
    }

    private static TriggerSpecs.Owner owner(ScaledObject object) {
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

    private static List<ScaleTrigger> triggers(ScaledObject object) {
        return object.getSpec().getTriggers() == null
                ? List.of()
                : object.getSpec().getTriggers();
    }

    private static String orElse(@Nullable String given, String otherwise) {
        return given == null || given.isEmpty() ? otherwise : given;
    }
}
