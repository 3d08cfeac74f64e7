package dev.weir.controller.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.weir.controller.decision.HpaAlgorithm;
import dev.weir.controller.decision.HpaSettings;
import dev.weir.controller.decision.HpaSettings.Policy;
import dev.weir.controller.decision.HpaSettings.Rules;
import dev.weir.controller.decision.HpaSettings.Select;
import dev.weir.controller.decision.HpaState;
import dev.weir.controller.decision.MetricSample;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HpaRulesTest {

    @Test
    void fillsInWhatAnApiServerWould() {
        HpaSettings settings = HpaRules.of(hpa("maxReplicas: 7"));
        assertEquals(1, settings.min());
        assertEquals(7, settings.max());
        assertNull(settings.behavior());
        HpaSettings.Behavior behavior = HpaRules.of(hpa("maxReplicas: 7, behavior: {scaleDown: {selectPolicy: Min}}"))
                .behavior();
        assertEquals(Rules.DEFAULT_UP, behavior.up());
        assertEquals(new Rules(Select.Min, null, Rules.DEFAULT_DOWN.policies(), null), behavior.down());
    }

    @Test
    void takesOverWhatIsSaid() {
        HpaSettings settings = HpaRules.of(hpa("""
                minReplicas: 2, maxReplicas: 7, behavior: {scaleUp: {stabilizationWindowSeconds: 5, tolerance: 50m,
                policies: [{type: Percent, value: 50, periodSeconds: 3}, {type: Pods, value: 2, periodSeconds: 4}]}}"""));
        assertEquals(2, settings.min());
        assertEquals(
                new Rules(
                        Select.Max,
                        Duration.ofSeconds(5),
                        List.of(Policy.percent(50, Duration.ofSeconds(3)), Policy.pods(2, Duration.ofSeconds(4))),
                        0.05),
                settings.behavior().up());
    }

    /** The wiring of answer, rules and algorithm: 42 for pods of 6 each are 7, four of which may come at once. */
    @Test
    void feedsTheAlgorithm() {
        HorizontalPodAutoscaler hpa =
                hpa("maxReplicas: 10, behavior: {scaleUp: {policies: [{type: Pods, value: 4, periodSeconds: 2}]}}");
        MetricSample sample = MetricSample.perPod("m", 6_000, 42_000);
        assertEquals(
                5,
                new HpaAlgorithm()
                        .step(HpaRules.of(hpa), HpaState.EMPTY, List.of(sample), 1, Instant.EPOCH)
                        .replicas());
    }

    private static HorizontalPodAutoscaler hpa(String spec) {
        String text = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {"
                + spec.replace("\n", " ") + "}";
        return Serialization.unmarshal(text, HorizontalPodAutoscaler.class);
    }
}
