package dev.weir.controller.admission;

import dev.weir.controller.api.AdvancedConfig;
import dev.weir.controller.api.Fallback;
import dev.weir.controller.api.HorizontalPodAutoscalerConfig;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectSpec;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.desired.Smoothings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a ScaledObject must fulfil by itself, whatever else is in the cluster. */
public final class ScaledObjectRules {

    private static final int DEFAULT_MAX_REPLICAS = 100;

    /** The longest value of a label, and both names become labels. */
    private static final int LONGEST_NAME = 63;

    private ScaledObjectRules() {}

    /** Every problem of the object, in the order of its fields; empty if there is none. */
    public static List<Problem> problems(ScaledObject object) {
        List<Problem> problems = new ArrayList<>();
        names(object, problems);
        ScaledObjectSpec spec = object.getSpec();
        if (spec == null) {
            problems.add(new Problem("spec", "is missing", Reason.MISSING_TARGET));
            return List.copyOf(problems);
        }
        target(spec, problems);
        replicaBounds(spec, problems);
        fallback(spec, problems);
        TriggerRules.check(spec.getTriggers(), problems);
        Modifiers.read(
                spec,
                (path, message) -> problems.add(new Problem(
                        path,
                        message,
                        path.startsWith("spec.fallback") ? Reason.MODIFIERS_FALLBACK : Reason.MODIFIERS)));
        Smoothings.read(spec, (path, message) -> problems.add(new Problem(path, message, Reason.SMOOTHING)));
        return List.copyOf(problems);
    }

    /** The name that the HPA of an object gets; null if the object has none itself. */
    public static @Nullable String hpaName(ScaledObject object) {
        return object.getMetadata().getName() == null ? null : hpaName(object, configuredHpaName(object.getSpec()));
    }

    /** The name that the HPA of an object gets: the one asked for, or one made from the object's own. */
    private static String hpaName(ScaledObject object, @Nullable String configured) {
        return configured == null || configured.isEmpty()
                ? "keda-hpa-" + object.getMetadata().getName()
                : configured;
    }

    private static void names(ScaledObject object, List<Problem> problems) {
        String name = object.getMetadata().getName();
        if (name == null) {
            // With generateName the name comes later, and shorter than the limit.
            return;
        }
        if (name.length() > LONGEST_NAME) {
            problems.add(new Problem("metadata.name", tooLong(name), Reason.NAME_TOO_LONG));
        }
        String configured = configuredHpaName(object.getSpec());
        String hpa = hpaName(object, configured);
        if (hpa.length() > LONGEST_NAME) {
            String path = isEmpty(configured) ? "metadata.name" : "spec.advanced.horizontalPodAutoscalerConfig.name";
            problems.add(new Problem(path, "the HPA's name " + tooLong(hpa), Reason.HPA_NAME_TOO_LONG));
        }
    }

    private static String tooLong(String name) {
        return "\"" + name + "\" has " + name.length() + " characters, " + LONGEST_NAME + " are allowed";
    }

    /** The name that is asked for, if any. */
    static @Nullable String configuredHpaName(@Nullable ScaledObjectSpec spec) {
        AdvancedConfig advanced = spec == null ? null : spec.getAdvanced();
        HorizontalPodAutoscalerConfig hpa = advanced == null ? null : advanced.getHorizontalPodAutoscalerConfig();
        return hpa == null ? null : hpa.getName();
    }

    private static void target(ScaledObjectSpec spec, List<Problem> problems) {
        if (spec.getScaleTargetRef() == null || isEmpty(spec.getScaleTargetRef().getName())) {
            problems.add(new Problem("spec.scaleTargetRef.name", "is missing", Reason.MISSING_TARGET));
        }
    }

    /**
     * A minimum of 0 counts as 1 where it is given, because the HPA never goes below; where it is absent it counts as 0. An
     * idle count without a minimum is therefore always refused, as KEDA does.
     */
    private static void replicaBounds(ScaledObjectSpec spec, List<Problem> problems) {
        Integer min = spec.getMinReplicaCount();
        Integer max = spec.getMaxReplicaCount();
        Integer idle = spec.getIdleReplicaCount();
        int effectiveMin = min == null ? 0 : Math.max(min, 1);
        int effectiveMax = max == null ? DEFAULT_MAX_REPLICAS : max;
        if (effectiveMin > effectiveMax) {
            problems.add(new Problem(
                    "spec.minReplicaCount",
                    "is " + min + ", but must not be greater than maxReplicaCount, which is " + effectiveMax
                            + (max == null ? " if absent" : ""),
                    Reason.INCORRECT_REPLICAS));
        }
        if (idle != null && idle >= effectiveMin) {
            problems.add(new Problem(
                    "spec.idleReplicaCount",
                    "is " + idle + ", but must be less than minReplicaCount, which is "
                            + (min == null ? "absent" : min),
                    Reason.INCORRECT_REPLICAS));
        }
    }

    private static void fallback(ScaledObjectSpec spec, List<Problem> problems) {
        Fallback fallback = spec.getFallback();
        if (fallback == null) {
            return;
        }
        notNegative("spec.fallback.failureThreshold", fallback.getFailureThreshold(), problems);
        notNegative("spec.fallback.replicas", fallback.getReplicas(), problems);
        lastValue(fallback, problems);
        List<ScaleTrigger> triggers = spec.getTriggers();
        if (!Modifiers.used(spec)
                && triggers != null
                && !triggers.isEmpty()
                && triggers.stream().allMatch(TriggerRules::isResourceMetric)) {
            problems.add(new Problem(
                    "spec.fallback",
                    "needs a trigger that is not cpu or memory, whose metrics do not come from Weir",
                    Reason.INCORRECT_FALLBACK));
        }
    }

    private static void lastValue(Fallback fallback, List<Problem> problems) {
        Integer seconds = fallback.getLastValueMaxAgeSeconds();
        if (seconds == null) {
            return;
        }
        String path = "spec.fallback.lastValueMaxAgeSeconds";
        if (seconds < 1) {
            problems.add(new Problem(path, "is " + seconds + ", but must be 1 or more", Reason.INCORRECT_FALLBACK));
        }
        if (!"lastValue".equals(fallback.getBehavior())) {
            problems.add(new Problem(
                    path,
                    "is " + seconds + ", but has a meaning only with behavior lastValue",
                    Reason.INCORRECT_FALLBACK));
        }
    }

    private static void notNegative(String path, @Nullable Integer value, List<Problem> problems) {
        if (value == null) {
            problems.add(new Problem(path, "is missing", Reason.INCORRECT_FALLBACK));
        } else if (value < 0) {
            problems.add(new Problem(path, "is " + value + ", but must be 0 or more", Reason.INCORRECT_FALLBACK));
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
