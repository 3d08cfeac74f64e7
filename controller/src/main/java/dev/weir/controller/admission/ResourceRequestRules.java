package dev.weir.controller.admission;

import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What triggers of type cpu and memory need of their target, so that the HPA has something to compare with. Looked at for
 * Deployments and StatefulSets of apps/v1 only.
 */
public final class ResourceRequestRules {

    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet");

    private ResourceRequestRules() {}

    /** Whether the rules look at the object at all. */
    public static boolean concern(ScaledObject object) {
        ScaledObjectSpec spec = object.getSpec();
        ScaleTarget target = spec == null ? null : spec.getScaleTargetRef();
        return target != null
                && (isEmpty(target.getApiVersion()) || "apps/v1".equals(target.getApiVersion()))
                && (isEmpty(target.getKind()) || KINDS.contains(String.valueOf(target.getKind())))
                && triggers(spec).stream().anyMatch(TriggerRules::isResourceMetric);
    }

    /** Of an object that they concern: only a trigger of another type can begin at zero. */
    public static List<Problem> scaleToZero(ScaledObject object) {
        ScaledObjectSpec spec = object.getSpec();
        if (spec == null || !concern(object)) {
            return List.of();
        }
        Integer min = spec.getMinReplicaCount();
        boolean only = triggers(spec).stream().allMatch(TriggerRules::isResourceMetric);
        return only && (min == null || min == 0)
                ? List.of(new Problem(
                        "spec.minReplicaCount",
                        "is " + (min == null ? "absent" : "0")
                                + ", but must be 1 or more: all triggers are cpu or memory, which say nothing at zero",
                        Reason.SCALE_TO_ZERO))
                : List.of();
    }

    /**
     * Of an object that they concern: what is asked for but neither requested, limited nor given by default.
     *
     * @param defaults resources for which a LimitRange of the namespace gives each container a default
     */
    public static List<Problem> requests(ScaledObject object, PodSpec pods, Set<String> defaults) {
        List<Problem> problems = new ArrayList<>();
        List<ScaleTrigger> triggers = object.getSpec() == null ? List.of() : triggers(object.getSpec());
        for (int i = 0; i < triggers.size(); i++) {
            ScaleTrigger trigger = triggers.get(i);
            if (TriggerRules.isResourceMetric(trigger) && !defaults.contains(trigger.getType())) {
                String named = trigger.getMetadata() == null
                        ? null
                        : trigger.getMetadata().get("containerName");
                without(String.valueOf(trigger.getType()), named, pods, "spec.triggers[" + i + "]", problems);
            }
        }
        return List.copyOf(problems);
    }

    /** Of an object that they concern: its target is not there, so nothing can be told of it. */
    public static Problem missing(ScaledObject object) {
        ScaleTarget target =
                Objects.requireNonNull(Objects.requireNonNull(object.getSpec()).getScaleTargetRef());
        String kind = isEmpty(target.getKind()) ? "Deployment" : String.valueOf(target.getKind());
        return new Problem(
                "spec.scaleTargetRef.name",
                kind.toLowerCase(Locale.ROOT) + "s.apps \"" + target.getName()
                        + "\" not found; triggers of type cpu and memory need to see what it requests",
                Reason.MISSING_REQUESTS);
    }

    /** Resources for which a LimitRange gives each container of its namespace a default. */
    public static Set<String> defaults(LimitRange range) {
        Set<String> resources = new HashSet<>();
        if (range.getSpec() != null) {
            range.getSpec().getLimits().stream()
                    .filter(limit -> "Container".equals(limit.getType()))
                    .forEach(limit -> {
                        resources.addAll(names(limit.getDefault()));
                        resources.addAll(names(limit.getDefaultRequest()));
                    });
        }
        return resources;
    }

    private static Set<String> names(@Nullable Map<String, Quantity> amounts) {
        return amounts == null ? Set.of() : amounts.keySet();
    }

    private static void without(
            String resource, @Nullable String named, PodSpec pods, String path, List<Problem> problems) {
        for (Container container : pods.getContainers()) {
            boolean asked = named == null || named.isEmpty() || named.equals(container.getName());
            if (asked && !given(container.getResources(), resource)) {
                problems.add(new Problem(
                        path,
                        "the target's container \"" + container.getName() + "\" has no request and no limit of "
                                + resource + ", and no LimitRange gives it one",
                        Reason.MISSING_REQUESTS));
            }
        }
    }

    private static boolean given(@Nullable ResourceRequirements resources, String resource) {
        return resources != null
                && (positive(resources.getRequests(), resource) || positive(resources.getLimits(), resource));
    }

    private static boolean positive(@Nullable Map<String, Quantity> amounts, String resource) {
        Quantity amount = amounts == null ? null : amounts.get(resource);
        try {
            return amount != null && Quantity.getAmountInBytes(amount).compareTo(BigDecimal.ZERO) > 0;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return true;
        }
    }

    private static List<ScaleTrigger> triggers(ScaledObjectSpec spec) {
        return spec.getTriggers() == null ? List.of() : spec.getTriggers();
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
