package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.Eventually;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Triggers that need Kubernetes itself, from the manifest to the replicas. */
@Timeout(240)
final class WorkloadFlowTest {

    private static final String CPU = "- {type: cpu, metricType: Utilization, metadata: {value: \"60\"}}";

    @Test
    void anObjectOfCpuAloneIsActiveAndNeverAsksAnybody() {
        try (Shop shop = new Shop(0).deployment(0)) {
            object(shop, CPU);
            shop.start();

            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");
            shop.untilCondition("Ready", "True ScaledObjectReady");

            assertEquals(0, shop.sources());
            assertEquals(List.of("Resource"), kinds(shop));
            assertEquals(List.of("cpu"), shop.scaledObject().getStatus().getResourceMetricNames());
            assertEquals(List.of(), shop.scaledObject().getStatus().getExternalMetricNames());
            assertTrue(shop.running().ready(), () -> shop.running().notReady().toString());
        }
    }

    @Test
    void besideCpuOnlyTheOtherTriggerDecidesActivation() {
        try (Shop shop = new Shop(0).deployment(1)) {
            object(shop, CPU, shop.trigger());
            shop.start();

            shop.untilReplicas(0);
            assertEquals(List.of("External", "Resource"), kinds(shop));

            shop.source.says(7);
            shop.untilReplicas(1);
        }
    }

    @Test
    void podsOfAnotherWorkloadAreCounted() {
        try (Shop shop = new Shop(0).deployment(0)) {
            object(
                    shop,
                    "- {type: kubernetes-workload, metadata: {podSelector: app=front, value: \"2\", activationValue: \"1\"}}");
            shop.start();
            shop.untilCondition("Active", "False ScalerNotActive");
            assertEquals(
                    List.of("s0-workload-shop"), shop.scaledObject().getStatus().getExternalMetricNames());

            pod(shop, "front-1", "Running");
            pod(shop, "front-2", "Succeeded");
            shop.untilCondition("Active", "False ScalerNotActive");
            pod(shop, "front-3", "Pending");

            shop.untilReplicas(1);
        }
    }

    @Test
    void aNumberInAConfigMapIsRead() {
        try (Shop shop = new Shop(0).deployment(0)) {
            map(shop, "limits", "{wanted: \"0\"}");
            object(
                    shop,
                    "- {type: kubernetes-resource, metadata: {resourceKind: ConfigMap, resourceName: limits, key: wanted, targetValue: \"1\"}}");
            shop.start();
            shop.untilCondition("Active", "False ScalerNotActive");

            ConfigMap map = shop.client
                    .configMaps()
                    .inNamespace("shop")
                    .withName("limits")
                    .get();
            map.getData().put("wanted", "3");
            shop.client.resource(map).update();

            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");
        }
    }

    @Test
    void aKeyThatIsNotThereIsSaidAndScalesNothing() {
        try (Shop shop = new Shop(0).deployment(2)) {
            map(shop, "limits", "{other: \"3\"}");
            object(
                    shop,
                    "- {type: kubernetes-resource, metadata: {resourceKind: ConfigMap, resourceName: limits, key: wanted, targetValue: \"1\"}}");
            shop.start();

            shop.untilCondition("Ready", "False TriggerError");

            assertTrue(
                    shop.message("Ready").contains("ConfigMap shop/limits has no key \"wanted\""),
                    shop.message("Ready"));
            assertEquals(2, shop.replicas());
        }
    }

    private static List<String> kinds(Shop shop) {
        Eventually.until(() -> shop.hpas().size() == 1, shop::conditions);
        return shop.hpas().get(0).getSpec().getMetrics().stream()
                .map(MetricSpec::getType)
                .toList();
    }

    private static void object(Shop shop, String... triggers) {
        shop.cluster.create(
                shop.client, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders, namespace: shop}
                spec:
                  scaleTargetRef: {name: app}
                  pollingInterval: 1
                  cooldownPeriod: 0
                  triggers:
                %s
                """.formatted(String.join("\n", triggers).indent(2)));
    }

    private static void pod(Shop shop, String name, String phase) {
        shop.cluster.create(shop.client, """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shop, labels: {app: front}}
                spec: {containers: [{name: main}]}
                status: {phase: %s}
                """.formatted(name, phase));
    }

    private static void map(Shop shop, String name, String data) {
        shop.cluster.create(shop.client, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: shop}
                data: %s
                """.formatted(name, data));
    }
}
