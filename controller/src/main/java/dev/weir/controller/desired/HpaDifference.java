package dev.weir.controller.desired;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ContainerResourceMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRulesBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an HPA in the cluster is the one that should be there. What the API server fills in by itself is no difference,
 * nor is another spelling of the same quantity, so that nothing is written that is so already.
 */
public final class HpaDifference {

    /** What the API server fills in where a behavior leaves something open. */
    private static final HPAScalingRules UP = new HPAScalingRulesBuilder()
            .withStabilizationWindowSeconds(0)
            .withPolicies(new HPAScalingPolicy(15, "Pods", 4), new HPAScalingPolicy(15, "Percent", 100))
            .build();

    private static final HPAScalingRules DOWN = new HPAScalingRulesBuilder()
            .withPolicies(new HPAScalingPolicy(15, "Percent", 100))
            .build();

    private HpaDifference() {}

    /** The first difference in words, for the log; empty if there is nothing to write. */
    public static Optional<String> between(HorizontalPodAutoscaler found, HorizontalPodAutoscaler desired) {
        HorizontalPodAutoscalerSpec has = found.getSpec();
        HorizontalPodAutoscalerSpec wants = desired.getSpec();
        if (!Objects.equals(has.getScaleTargetRef(), wants.getScaleTargetRef())) {
            return Optional.of("target");
        }
        if (!Objects.equals(has.getMinReplicas(), wants.getMinReplicas())
                || !Objects.equals(has.getMaxReplicas(), wants.getMaxReplicas())) {
            return Optional.of("bounds");
        }
        if (!sameMetrics(has.getMetrics(), wants.getMetrics())) {
            return Optional.of("metrics");
        }
        if (!sameBehavior(has.getBehavior(), wants.getBehavior())) {
            return Optional.of("behavior");
        }
        return metadata(found, desired);
    }

    /**
     * A label or an annotation too many is somebody else's, as for KEDA; only where no annotation is wanted at all, those that
     * are there are the object's old ones.
     */
    private static Optional<String> metadata(HorizontalPodAutoscaler found, HorizontalPodAutoscaler desired) {
        if (!contains(found.getMetadata().getLabels(), desired.getMetadata().getLabels())) {
            return Optional.of("labels");
        }
        Map<String, String> annotations = desired.getMetadata().getAnnotations();
        if (!contains(found.getMetadata().getAnnotations(), annotations)
                || (isEmpty(annotations) && !isEmpty(found.getMetadata().getAnnotations()))) {
            return Optional.of("annotations");
        }
        boolean owned = found.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid()
                        .equals(desired.getMetadata()
                                .getOwnerReferences()
                                .get(0)
                                .getUid()));
        return owned ? Optional.empty() : Optional.of("owner");
    }

    private static boolean contains(@Nullable Map<String, String> has, @Nullable Map<String, String> wants) {
        return isEmpty(wants) || (has != null && has.entrySet().containsAll(wants.entrySet()));
    }

    private static boolean isEmpty(@Nullable Map<String, String> map) {
        return map == null || map.isEmpty();
    }

    private static boolean sameMetrics(List<MetricSpec> has, List<MetricSpec> wants) {
        if (has.size() != wants.size()) {
            return false;
        }
        for (int i = 0; i < has.size(); i++) {
            if (!sameMetric(has.get(i), wants.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameMetric(MetricSpec has, MetricSpec wants) {
        if (!has.getType().equals(wants.getType())) {
            return false;
        }
        if (has.getExternal() != null && wants.getExternal() != null) {
            return has.getExternal().getMetric().equals(wants.getExternal().getMetric())
                    && sameTarget(
                            has.getExternal().getTarget(), wants.getExternal().getTarget());
        }
        if (has.getResource() != null && wants.getResource() != null) {
            return has.getResource().getName().equals(wants.getResource().getName())
                    && sameTarget(
                            has.getResource().getTarget(), wants.getResource().getTarget());
        }
        if (has.getContainerResource() != null && wants.getContainerResource() != null) {
            ContainerResourceMetricSource before = has.getContainerResource();
            ContainerResourceMetricSource after = wants.getContainerResource();
            return before.getName().equals(after.getName())
                    && before.getContainer().equals(after.getContainer())
                    && sameTarget(before.getTarget(), after.getTarget());
        }
        return has.equals(wants);
    }

    private static boolean sameTarget(MetricTarget has, MetricTarget wants) {
        return has.getType().equals(wants.getType())
                && Objects.equals(has.getAverageUtilization(), wants.getAverageUtilization())
                && same(has.getAverageValue(), wants.getAverageValue())
                && same(has.getValue(), wants.getValue());
    }

    private static boolean same(@Nullable Quantity has, @Nullable Quantity wants) {
        if (has == null || wants == null) {
            return has == wants;
        }
        BigDecimal difference = has.getNumericalAmount().subtract(wants.getNumericalAmount());
        return difference.signum() == 0;
    }

    /** The API server fills in what a rule does not say; only what is said can differ. */
    private static boolean sameBehavior(
            @Nullable HorizontalPodAutoscalerBehavior has, @Nullable HorizontalPodAutoscalerBehavior wants) {
        if (has == null || wants == null) {
            return has == wants;
        }
        return sameRules(has.getScaleUp(), wants.getScaleUp(), UP)
                && sameRules(has.getScaleDown(), wants.getScaleDown(), DOWN);
    }

    private static boolean sameRules(
            @Nullable HPAScalingRules has, @Nullable HPAScalingRules wants, HPAScalingRules defaults) {
        if (has == null) {
            return wants == null;
        }
        HPAScalingRules said = wants == null ? new HPAScalingRules() : wants;
        return Objects.equals(window(has, defaults), window(said, defaults))
                && orElse(has.getSelectPolicy(), "Max").equals(orElse(said.getSelectPolicy(), "Max"))
                && same(has.getTolerance(), said.getTolerance())
                && policies(has, defaults).equals(policies(said, defaults));
    }

    /** No window is 0 on the way up; on the way down it stays open, and means the controller's own 300 s. */
    private static @Nullable Integer window(HPAScalingRules rules, HPAScalingRules defaults) {
        Integer seconds = rules.getStabilizationWindowSeconds();
        return seconds == null ? defaults.getStabilizationWindowSeconds() : seconds;
    }

    private static List<HPAScalingPolicy> policies(HPAScalingRules rules, HPAScalingRules defaults) {
        return rules.getPolicies().isEmpty() ? defaults.getPolicies() : rules.getPolicies();
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
