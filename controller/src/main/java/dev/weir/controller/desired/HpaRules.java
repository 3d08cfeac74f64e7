package dev.weir.controller.desired;

import dev.weir.controller.decision.HpaSettings;
import dev.weir.controller.decision.HpaSettings.Behavior;
import dev.weir.controller.decision.HpaSettings.Policy;
import dev.weir.controller.decision.HpaSettings.Rules;
import dev.weir.controller.decision.HpaSettings.Select;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From an HPA resource to what the algorithm needs, with the defaults that a real API server would fill in. */
public final class HpaRules {

    private HpaRules() {}

    public static HpaSettings of(HorizontalPodAutoscaler hpa) {
        Integer min = hpa.getSpec().getMinReplicas();
        return HpaSettings.of(
                min == null ? 1 : min,
                hpa.getSpec().getMaxReplicas(),
                behavior(hpa.getSpec().getBehavior()));
    }

    private static @Nullable Behavior behavior(@Nullable HorizontalPodAutoscalerBehavior given) {
        return given == null
                ? null
                : new Behavior(
                        rules(given.getScaleUp(), Rules.DEFAULT_UP), rules(given.getScaleDown(), Rules.DEFAULT_DOWN));
    }

    private static Rules rules(@Nullable HPAScalingRules given, Rules otherwise) {
        if (given == null) {
            return otherwise;
        }
        Integer window = given.getStabilizationWindowSeconds();
        List<HPAScalingPolicy> policies = given.getPolicies();
        return new Rules(
                given.getSelectPolicy() == null ? otherwise.select() : Select.valueOf(given.getSelectPolicy()),
                window == null ? otherwise.stabilization() : Duration.ofSeconds(window),
                policies == null || policies.isEmpty()
                        ? otherwise.policies()
                        : policies.stream().map(HpaRules::policy).toList(),
                given.getTolerance() == null
                        ? null
                        : given.getTolerance().getNumericalAmount().doubleValue());
    }

    private static Policy policy(HPAScalingPolicy given) {
        return new Policy(
                "Percent".equals(given.getType()), given.getValue(), Duration.ofSeconds(given.getPeriodSeconds()));
    }
}
