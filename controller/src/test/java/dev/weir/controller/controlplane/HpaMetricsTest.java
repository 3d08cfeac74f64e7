package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.trace.Span;
import dev.weir.controller.decision.Activity;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.controller.testing.Specs;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an HPA is told of while nobody knows which metrics a trigger has. */
final class HpaMetricsTest {

    private static final MetricSpec KNOWN = new MetricSpec("s0-queue", MetricType.AverageValue, Quantity.of(5));

    private static final HorizontalPodAutoscaler HPA =
            new KubernetesSerialization().unmarshal("""
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: keda-hpa-orders, namespace: shop}
            spec:
              metrics:
              - {type: External, external: {metric: {name: s0-queue}, target: {type: AverageValue, averageValue: "3"}}}
              - {type: External, external: {metric: {name: s1-a}, target: {type: AverageValue, averageValue: 2500m}}}
              - {type: External, external: {metric: {name: s1-b}, target: {type: Value, value: "7"}}}
              - {type: External, external: {metric: {name: s11-c}, target: {type: Value, value: "7"}}}
              - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}
            """, HorizontalPodAutoscaler.class);

    private static PlannedTrigger trigger(int index, MetricSpec... metrics) {
        Trigger<FakeSource.Number> trigger = new Trigger<>(
                FakeSource.asking("queue " + index), List.of(metrics), reading -> Outcome.of(0, false), List.of());
        return new PlannedTrigger(Specs.of("orders", index, null, "fake"), trigger, false);
    }

    private static ObjectPlan plan(PlannedTrigger... triggers) {
        return new ObjectPlan(new ObjectKey("shop", "orders"), 1, Duration.ofSeconds(30), null, List.of(triggers));
    }

    private static ObjectState state(boolean answered) {
        TriggerState unnamed = new TriggerState(1, "fake", List.of(), answered, false, answered ? "down" : null);
        Activity none = new Activity(false, answered, false, List.of(), List.of());
        return new ObjectState(1, List.of(unnamed), none, answered, null, Span.NONE, null, null);
    }

    @Test
    void keepsWhatTheHpaHasOfATriggerThatIsNotKnownYet() {
        assertEquals(
                List.of(
                        KNOWN,
                        new MetricSpec("s1-a", MetricType.AverageValue, new Quantity("2500m")),
                        new MetricSpec("s1-b", MetricType.Value, new Quantity("7"))),
                new HpaMetrics(plan(trigger(0, KNOWN), trigger(1)), HPA).served());
    }

    @Test
    void takesNothingFromTheHpaOfWhatIsKnown() {
        MetricSpec named = new MetricSpec("s1-z", MetricType.AverageValue, Quantity.of(9));
        assertEquals(List.of(KNOWN, named), new HpaMetrics(plan(trigger(0, KNOWN), trigger(1, named)), HPA).served());
    }

    @Test
    void hasNothingOfItWhereThereIsNoHpa() {
        assertEquals(List.of(KNOWN), new HpaMetrics(plan(trigger(0, KNOWN), trigger(1)), null).served());
    }

    @Test
    void waitsForTheFirstAnswerOnly() {
        HpaMetrics unnamed = new HpaMetrics(plan(trigger(1)), null);
        assertTrue(unnamed.awaited(null));
        assertTrue(unnamed.awaited(state(false)));
        assertFalse(unnamed.awaited(state(true)), "it has failed, or names none");
        assertFalse(new HpaMetrics(plan(trigger(0, KNOWN)), null).awaited(null));
    }
}
