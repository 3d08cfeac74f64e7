package dev.weir.gateway.demo;

import dev.weir.controller.api.AdvancedConfig;
import dev.weir.controller.api.HorizontalPodAutoscalerConfig;
import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectSpec;
import dev.weir.gateway.demo.Shop.Item;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehaviorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The manifests of the shop, as a user would write them. Times are short because the days are. */
final class Manifests {

    /** {@code pollingInterval} of every object. */
    static final Duration INTERVAL = Duration.ofSeconds(3);

    private static final int COOLDOWN_SECONDS = 3;
    private static final int STABILIZATION_SECONDS = 2;
    private static final int POLICY_SECONDS = 2;

    private Manifests() {}

    static Deployment deployment(Item item) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(item.name())
                .withNamespace(Shop.NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withReplicas(item.min())
                .withNewSelector()
                .addToMatchLabels("app", item.name())
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", item.name())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(item.name())
                .withImage("shop/" + item.name())
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** @param sources where the questions are answered, {@code http://host:port} */
    static ScaledObject scaledObject(Item item, String sources) {
        ScaleTarget target = new ScaleTarget();
        target.setName(item.name());
        ScaledObjectSpec spec = new ScaledObjectSpec();
        spec.setScaleTargetRef(target);
        spec.setPollingInterval((int) INTERVAL.toSeconds());
        spec.setCooldownPeriod(COOLDOWN_SECONDS);
        spec.setMinReplicaCount(item.min());
        spec.setMaxReplicaCount(item.max());
        spec.setAdvanced(quick());
        spec.setTriggers(List.of(item.question().prometheus() ? query(item, sources) : document(item, sources)));
        ScaledObject object = new ScaledObject();
        object.setMetadata(new ObjectMetaBuilder()
                .withName(item.name())
                .withNamespace(Shop.NAMESPACE)
                .build());
        object.setSpec(spec);
        return object;
    }

    private static ScaleTrigger query(Item item, String sources) {
        return trigger(
                "prometheus",
                Map.of(
                        "serverAddress", sources,
                        "query", item.question().asked(),
                        "threshold", Integer.toString(item.target()),
                        "activationThreshold", Integer.toString(item.activation())));
    }

    private static ScaleTrigger document(Item item, String sources) {
        return trigger(
                "metrics-api",
                Map.of(
                        "url", sources + item.question().asked(),
                        "valueLocation", item.field(),
                        "targetValue", Integer.toString(item.target()),
                        "activationTargetValue", Integer.toString(item.activation())));
    }

    private static ScaleTrigger trigger(String type, Map<String, String> metadata) {
        ScaleTrigger trigger = new ScaleTrigger();
        trigger.setType(type);
        trigger.setMetadata(metadata);
        return trigger;
    }

    /** Kubernetes comes down after five minutes; days of seconds want it sooner. */
    private static AdvancedConfig quick() {
        HorizontalPodAutoscalerConfig hpa = new HorizontalPodAutoscalerConfig();
        hpa.setBehavior(behavior());
        AdvancedConfig advanced = new AdvancedConfig();
        advanced.setHorizontalPodAutoscalerConfig(hpa);
        return advanced;
    }

    private static HorizontalPodAutoscalerBehavior behavior() {
        return new HorizontalPodAutoscalerBehaviorBuilder()
                .withNewScaleUp()
                .withStabilizationWindowSeconds(0)
                .withPolicies(new HPAScalingPolicy(POLICY_SECONDS, "Pods", 4))
                .endScaleUp()
                .withNewScaleDown()
                .withStabilizationWindowSeconds(STABILIZATION_SECONDS)
                .withPolicies(new HPAScalingPolicy(POLICY_SECONDS, "Percent", 50))
                .endScaleDown()
                .build();
    }
}
