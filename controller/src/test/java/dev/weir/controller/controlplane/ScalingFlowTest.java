package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.testing.ApiServer;
import dev.weir.controller.testing.Eventually;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the first look at an object to its end, while all goes well. */
@Timeout(240)
final class ScalingFlowTest {

    @Test
    void bringsAnActiveObjectToItsFirstReplica() {
        try (Shop shop = new Shop(7).deployment(0).object().start()) {
            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");

            assertEquals(
                    Map.of(
                            "Ready", "True ScaledObjectReady",
                            "Active", "True ScalerActive",
                            "Fallback", "False NoFallbackFound",
                            "Paused", "False"),
                    shop.conditions());
            ScaledObject object = shop.scaledObject();
            assertEquals(List.of("finalizer.keda.sh"), object.getMetadata().getFinalizers());
            assertEquals("orders", object.getMetadata().getLabels().get("scaledobject.keda.sh/name"));
            ScaledObjectStatus status = object.getStatus();
            assertEquals("apps/v1.Deployment", status.getScaleTargetKind());
            assertEquals("deployments", status.getScaleTargetGVKR().getResource());
            assertEquals(0, status.getOriginalReplicaCount());
            assertEquals(List.of("s0-metric-api-value"), status.getExternalMetricNames());
            assertEquals("keda-hpa-orders", status.getHpaName());
            assertEquals("metrics-api", status.getTriggersTypes());
            assertEquals("", status.getAuthenticationsTypes());
            assertTrue(status.getTriggersActivity().get("s0-metric-api-value").getIsActive());
            assertNotNull(status.getLastActiveTime());
        }
    }

    @Test
    void makesTheHpa() {
        try (Shop shop = new Shop(7).deployment(2).object("maxReplicaCount: 9").start()) {
            Eventually.until(() -> shop.hpas().size() == 1, shop::conditions);

            HorizontalPodAutoscaler hpa = shop.hpas().get(0);
            assertEquals("keda-hpa-orders", hpa.getMetadata().getName());
            assertEquals("shop", hpa.getMetadata().getLabels().get("team"));
            assertEquals("orders", hpa.getMetadata().getLabels().get("app.kubernetes.io/part-of"));
            assertEquals("hello", hpa.getMetadata().getAnnotations().get("note"));
            OwnerReference owner = hpa.getMetadata().getOwnerReferences().get(0);
            assertEquals(shop.scaledObject().getMetadata().getUid(), owner.getUid());
            assertTrue(owner.getController());
            assertEquals("Deployment", hpa.getSpec().getScaleTargetRef().getKind());
            assertEquals("app", hpa.getSpec().getScaleTargetRef().getName());
            assertEquals(9, hpa.getSpec().getMaxReplicas());
            assertEquals(
                    "s0-metric-api-value",
                    hpa.getSpec().getMetrics().get(0).getExternal().getMetric().getName());
        }
    }

    @Test
    void writesNothingTwice() {
        try (Shop shop = new Shop(7).deployment(0).start()) {
            shop.cluster.forgetRequests();
            shop.object();
            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");
            shop.source.untilPolled(3);

            Map<String, Long> writes = shop.writes();
            assertEquals(1, writes.remove("POST scaledobjects"), "the test's own");
            writes.remove("PATCH scaledobjects/orders/status");
            List<String> statuses = shop.cluster
                    .writes()
                    .filter(request -> request.path().endsWith("/status"))
                    .map(ApiServer.Request::body)
                    .toList();
            // Seen, checked, measured: one for each stage at most, as many as did not fall together.
            assertTrue(statuses.size() <= 3, statuses::toString);
            assertEquals(statuses.size(), new HashSet<>(statuses).size(), statuses::toString);
            assertEquals(
                    Map.of(
                            "PATCH scaledobjects/orders", 1L,
                            "POST horizontalpodautoscalers", 1L,
                            "PUT deployments/app/scale", 1L),
                    writes);
            shop.untilEvents(List.of(
                    "Normal KEDAScaleTargetActivated", "Normal KEDAScalersStarted", "Normal ScaledObjectReady"));
        }
    }

    @Test
    void goesToZeroAfterTheCoolDown() {
        try (Shop shop = new Shop(7).deployment(0).object("cooldownPeriod: 2").start()) {
            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");

            shop.source.says(0);
            shop.untilCondition("Active", "False ScalerCooldown");
            assertEquals(1, shop.replicas());
            shop.untilReplicas(0);
            shop.untilCondition("Active", "False ScalerNotActive");

            assertEquals("True ScaledObjectReady", shop.conditions().get("Ready"));
            assertEquals(1, shop.hpas().size(), "the HPA stays");
            Eventually.until(() -> shop.events().contains("Normal KEDAScaleTargetDeactivated"), shop::events);
            shop.source.untilPolled(3);
            shop.untilEvents(List.of(
                    "Normal KEDAScaleTargetActivated",
                    "Normal KEDAScaleTargetDeactivated",
                    "Normal KEDAScalersStarted",
                    "Normal ScaledObjectReady"));
        }
    }

    @Test
    void keepsItsCoolDownWhenTheManifestIsEditedMeanwhile() {
        try (Shop shop =
                new Shop(7).deployment(0).object("cooldownPeriod: 3600").start()) {
            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");
            shop.source.says(0);
            shop.untilCondition("Active", "False ScalerCooldown");

            shop.patchObject("{\"spec\": {\"maxReplicaCount\": 7}}");

            Eventually.until(() -> shop.hpas().get(0).getSpec().getMaxReplicas() == 7, shop::hpas);
            shop.source.untilPolled(3);
            assertEquals(1, shop.replicas());
        }
    }

    @Test
    void letsGoOfADeletedObject() {
        try (Shop shop = new Shop(7).deployment(3).object().start()) {
            shop.untilCondition("Active", "True ScalerActive");
            Eventually.until(() -> shop.hpas().size() == 1, shop::hpas);
            shop.cluster.forgetRequests();

            shop.client.resource(shop.scaledObject()).delete();

            Eventually.until(() -> shop.find().isEmpty(), shop::find);
            assertEquals(List.of(), shop.hpas());
            assertEquals(3, shop.replicas());
            Eventually.until(() -> shop.events().contains("Warning ScaledObjectDeleted"), shop::events);
            shop.untilEvents(List.of(
                    "Normal KEDAScalersStarted",
                    "Normal KEDAScalersStopped",
                    "Normal ScaledObjectReady",
                    "Warning ScaledObjectDeleted"));
            assertEquals(Map.of("DELETE scaledobjects/orders", 1L, "PATCH scaledobjects/orders", 1L), shop.writes());
            int polls = shop.source.polls();
            shop.stop();
            assertTrue(shop.source.polls() <= polls + 1, "nobody asks any more");
        }
    }

    @Test
    void givesTheFirstReplicasBackIfThatIsAskedFor() {
        try (Shop shop = new Shop(7)
                .deployment(3)
                .object("advanced: {restoreToOriginalReplicaCount: true}")
                .start()) {
            shop.untilCondition("Active", "True ScalerActive");
            shop.client.apps().deployments().inNamespace("shop").withName("app").scale(8);

            shop.client.resource(shop.scaledObject()).delete();

            Eventually.until(() -> shop.find().isEmpty(), shop::find);
            assertEquals(3, shop.replicas());
        }
    }

    @Test
    void changesNothingWhenItStartsAgain() {
        try (Shop shop = new Shop(7).deployment(0).object("cooldownPeriod: 1").start()) {
            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");
            shop.client.apps().deployments().inNamespace("shop").withName("app").scale(8);
            shop.source.untilPolled(2);

            shop.restart();
            shop.source.untilPolled(4);

            assertEquals(Map.of(), shop.writes());
            assertEquals(8, shop.replicas());
        }
    }

    @Test
    void theStatusNamesTheAuthenticationsOnce() {
        try (Shop shop = new Shop(7).deployment(3)) {
            for (String name : List.of("login", "other")) {
                shop.cluster.create(shop.client, """
                        apiVersion: keda.sh/v1alpha1
                        kind: TriggerAuthentication
                        metadata: {name: %s, namespace: shop}
                        spec: {}
                        """.formatted(name));
            }
            shop.authentications("login", "other", "login").object().start();
            shop.untilCondition("Active", "True ScalerActive");

            assertEquals("login,other", shop.scaledObject().getStatus().getAuthenticationsTypes());
            assertEquals("metrics-api", shop.scaledObject().getStatus().getTriggersTypes());
            Eventually.until(
                    () -> shop.client
                                    .resources(TriggerAuthentication.class)
                                    .inNamespace("shop")
                                    .withName("login")
                                    .get()
                                    .getStatus()
                            != null,
                    shop::conditions);
        }
    }

    @Test
    void aRestartWithoutCoolDownChangesNothingWhileNothingIsKnown() {
        try (Shop shop = new Shop(7).deployment(3).object("cooldownPeriod: 0").start()) {
            shop.untilCondition("Active", "True ScalerActive");
            shop.source.fails();

            shop.restart();
            shop.source.untilPolled(2);

            assertEquals(3, shop.replicas());
            assertEquals(0, shop.writes().getOrDefault("PUT deployments/app/scale", 0L));
        }
    }
}
