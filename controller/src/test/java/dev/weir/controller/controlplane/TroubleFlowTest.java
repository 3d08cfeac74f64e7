package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.Eventually;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to an object while something is wrong: with its source, its manifest, or the API server. */
@Timeout(240)
final class TroubleFlowTest {

    private static final String HPAS = "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers";
    private static final String SCALE = "/apis/apps/v1/namespaces/shop/deployments/app/scale";

    @Test
    void aSourceThatFailsTakesNoReplicaAway() {
        try (Shop shop = new Shop(7).deployment(3).object("cooldownPeriod: 0").start()) {
            shop.untilCondition("Active", "True ScalerActive");
            shop.cluster.forgetRequests();

            shop.source.fails();
            shop.untilCondition("Ready", "False TriggerError");
            shop.source.untilPolled(3);

            assertEquals(3, shop.replicas());
            assertEquals("False ScalerNotActive", shop.conditions().get("Active"));
            assertEquals(0, shop.writes().getOrDefault("PUT deployments/app/scale", 0L));
            shop.source.says(7);
            shop.untilCondition("Ready", "True ScaledObjectReady");
            shop.untilCondition("Active", "True ScalerActive");
        }
    }

    @Test
    void aFallbackIsACondition() {
        try (Shop shop = new Shop(7)
                .deployment(3)
                .object("cooldownPeriod: 0", "fallback: {failureThreshold: 2, replicas: 4}")
                .start()) {
            shop.untilCondition("Active", "True ScalerActive");
            assertEquals("False NoFallbackFound", shop.conditions().get("Fallback"));
            shop.cluster.forgetRequests();

            shop.source.fails();
            shop.untilCondition("Fallback", "True FallbackExists");

            assertEquals(
                    3,
                    shop.scaledObject()
                            .getStatus()
                            .getHealth()
                            .get("s0-metric-api-value")
                            .getNumberOfFailures());
            assertEquals("True ScalerActive", shop.conditions().get("Active"));
            assertEquals(3, shop.replicas());
            assertEquals(0, shop.writes().getOrDefault("PUT deployments/app/scale", 0L));
            shop.source.says(7);
            shop.untilCondition("Fallback", "False NoFallbackFound");
            assertEquals(3, shop.replicas());
            Eventually.until(() -> shop.events().contains("Normal ScaledObjectFallbackDeactivated"), shop::events);
            shop.untilEvents(List.of(
                    "Normal KEDAScalersStarted",
                    "Normal ScaledObjectFallbackActivated",
                    "Normal ScaledObjectFallbackDeactivated",
                    "Normal ScaledObjectReady",
                    "Warning KEDAScalerFailed"));
        }
    }

    @Test
    void aFallbackStandsOverARestart() {
        try (Shop shop = new Shop(7)
                .deployment(3)
                .object("cooldownPeriod: 0", "fallback: {failureThreshold: 2, replicas: 4}")
                .start()) {
            shop.untilCondition("Active", "True ScalerActive");
            shop.source.fails();
            shop.untilCondition("Fallback", "True FallbackExists");
            Eventually.until(() -> shop.events().contains("Normal ScaledObjectFallbackActivated"), shop::events);

            shop.restart();
            shop.source.untilPolled(shop.source.polls() + 2);

            assertEquals("True FallbackExists", shop.conditions().get("Fallback"));
            assertEquals("True ScalerActive", shop.conditions().get("Active"));
            assertEquals(3, shop.replicas());
            assertFalse(shop.events().contains("Normal ScaledObjectFallbackDeactivated"), shop.events()::toString);
        }
    }

    @Test
    void aFallbackThatIsTakenOutDuringAPauseIsNoneAnyMore() {
        try (Shop shop = new Shop(7)
                .deployment(3)
                .object("fallback: {failureThreshold: 0, replicas: 4}")
                .start()) {
            shop.untilCondition("Active", "True ScalerActive");
            shop.source.fails();
            shop.untilCondition("Fallback", "True FallbackExists");
            shop.patchObject("{\"metadata\": {\"annotations\": {\"autoscaling.keda.sh/paused\": \"true\"}}}");
            shop.untilCondition("Paused", "True ScaledObjectPaused");

            shop.patchObject("{\"spec\": {\"fallback\": null}}");

            shop.untilCondition("Fallback", "False NoFallbackFound");
        }
    }

    @Test
    void aCheckThatFailsKeepsTheTimeOfTheLastActivity() {
        try (Shop shop = new Shop(7).deployment(3).object().start()) {
            shop.untilCondition("Active", "True ScalerActive");
            String first = shop.scaledObject().getStatus().getLastActiveTime();
            Eventually.until(() -> Instant.now().isAfter(Instant.parse(first).plusSeconds(3)), Instant::now);

            shop.client.apps().deployments().inNamespace("shop").withName("app").delete();

            shop.untilCondition("Active", "Unknown UnknownState");
            String last = shop.scaledObject().getStatus().getLastActiveTime();
            assertTrue(Instant.parse(last).isAfter(Instant.parse(first)), first + " " + last);
        }
    }

    @Test
    void everyMistakeIsToldAtOnceAndNothingElseIsTouched() {
        try (Shop shop = new Shop(7).deployment(3).object().start()) {
            shop.untilCondition("Active", "True ScalerActive");
            shop.cluster.forgetRequests();

            shop.patchObject("""
                    {"spec": {"minReplicaCount": 20, "maxReplicaCount": 10, "triggers": [
                      {"type": "metrics-apo", "metadata": {}},
                      {"type": "metrics-api", "metadata": {"valueLocation": "value", "targetValue": "5"}}]}}
                    """);
            shop.untilCondition("Ready", "False ScaledObjectCheckFailed");
            shop.source.untilPolled(2);

            String message = shop.message("Ready");
            assertTrue(message.contains("spec.minReplicaCount: is 20"), message);
            assertTrue(message.contains("did you mean \"metrics-api\"?"), message);
            assertTrue(message.contains("trigger 1 (metrics-api)") && message.contains("url"), message);
            assertEquals("Unknown UnknownState", shop.conditions().get("Active"));
            Eventually.until(
                    () -> shop.events()
                            .equals(List.of(
                                    "Normal KEDAScalersStarted",
                                    "Normal ScaledObjectReady",
                                    "Warning KEDAScalerFailed",
                                    "Warning ScaledObjectCheckFailed")),
                    shop::events);
            assertEquals(1, shop.hpas().size());
            assertEquals(3, shop.replicas());
            assertEquals(
                    Map.of("PATCH scaledobjects/orders", 1L, "PATCH scaledobjects/orders/status", 1L), shop.writes());
        }
    }

    /** As KEDA's operator, which looks again at bounds, triggers and target only. */
    @Test
    void aMistakeThatOnlyAdmissionRefusesIsToldAndStopsNothing() {
        try (Shop shop = new Shop(7)
                .deployment(0)
                .object("fallback: {failureThreshold: -3, replicas: 4}")
                .start()) {
            shop.untilReplicas(1);
            shop.untilCondition("Ready", "True ScaledObjectReady");

            String message = shop.message("Ready");
            assertTrue(message.contains("spec.fallback.failureThreshold: is -3"), message);
            assertEquals(1, shop.hpas().size());
            Eventually.until(() -> shop.events().size() >= 4, shop::events);
            shop.untilEvents(List.of(
                    "Normal KEDAScaleTargetActivated",
                    "Normal KEDAScalersStarted",
                    "Normal ScaledObjectReady",
                    "Warning KEDAScalerInfo"));
        }
    }

    @Test
    void aTargetThatIsMissingIsSaidAndServedOnceItIsThere() {
        try (Shop shop = new Shop(7).object().start()) {
            shop.untilCondition("Ready", "False ScaledObjectCheckFailed");
            assertEquals("scaleTargetRef: Deployment shop/app does not exist", shop.message("Ready"));
            assertEquals(List.of(), shop.hpas());

            shop.deployment(0);

            shop.untilReplicas(1);
            shop.untilCondition("Ready", "True ScaledObjectReady");
        }
    }

    @Test
    void anHpaThatIsRefusedIsSaidInTheServersWords() {
        try (Shop shop = new Shop(7).deployment(3).start()) {
            shop.cluster.refuse("POST", "/horizontalpodautoscalers", 422, "", "spec.metrics: no");

            shop.object();
            shop.untilCondition("Ready", "False ScaledObjectCheckFailed");

            assertEquals("POST " + HPAS + ": spec.metrics: no", shop.message("Ready"));
            Eventually.until(() -> shop.events().equals(List.of("Warning ScaledObjectCheckFailed")), shop::events);
            shop.cluster.accept();
            shop.untilCondition("Ready", "True ScaledObjectReady");
            assertEquals(1, shop.hpas().size());
        }
    }

    @Test
    void aScaleThatIsRefusedIsAnEventAndTriedAgain() {
        try (Shop shop = new Shop(7).deployment(0).start()) {
            shop.cluster.refuse("PUT", "/scale", 403, "", "deployments/scale is forbidden");

            shop.object();
            Eventually.until(() -> shop.events().contains("Warning KEDAScaleTargetActivationFailed"), shop::conditions);
            String note = shop.allEvents().stream()
                    .filter(event -> event.getReason().equals("KEDAScaleTargetActivationFailed"))
                    .map(event -> event.getNote())
                    .findFirst()
                    .orElseThrow();
            assertTrue(note.endsWith("PUT " + SCALE + ": deployments/scale is forbidden"), note);
            shop.untilCondition("Ready", "True ScaledObjectReady");
            assertEquals(1, shop.hpas().size());

            shop.cluster.accept();
            shop.untilReplicas(1);
            assertFalse(shop.events().contains("Warning ScaledObjectCheckFailed"), shop.events()::toString);
        }
    }

    @Test
    void aScaleInThatIsRefusedIsAnEventAndTriedAgain() {
        try (Shop shop = new Shop(0).deployment(1).start()) {
            shop.cluster.refuse("PUT", "/scale", 403, "", "deployments/scale is forbidden");

            shop.object("cooldownPeriod: 0");
            Eventually.until(
                    () -> shop.events().contains("Warning KEDAScaleTargetDeactivationFailed"), shop::conditions);
            assertEquals(1, shop.replicas());
            shop.untilCondition("Ready", "True ScaledObjectReady");

            shop.cluster.accept();
            shop.untilReplicas(0);
            Eventually.until(() -> shop.events().contains("Normal KEDAScaleTargetDeactivated"), shop::events);
        }
    }

    @Test
    void anOriginalCountThatCannotBeRestoredKeepsNobodyFromGoing() {
        try (Shop shop = restoring()) {
            shop.cluster.refuse("PUT", "/scale", 403, "", "deployments/scale is forbidden");

            shop.client.resource(shop.scaledObject()).delete();

            Eventually.until(() -> shop.find().isEmpty(), shop::find);
            assertEquals(8, shop.replicas());
            Eventually.until(() -> shop.events().contains("Warning ScaledObjectDeleted"), shop::events);
        }
    }

    @Test
    void nothingIsRestoredWhereTheStatusDoesNotSayWhat() {
        try (Shop shop = restoring()) {
            shop.patchStatus("{\"status\": {\"scaleTargetGVKR\": null}}");
            shop.cluster.forgetRequests();

            shop.client.resource(shop.scaledObject()).delete();

            Eventually.until(() -> shop.find().isEmpty(), shop::find);
            assertEquals(8, shop.replicas());
            assertEquals(0, shop.writes().getOrDefault("PUT deployments/app/scale", 0L));
        }
    }

    /** An object that is to give back three replicas, and has eight. */
    private static Shop restoring() {
        Shop shop = new Shop(7)
                .deployment(3)
                .object("advanced: {restoreToOriginalReplicaCount: true}")
                .start();
        shop.untilCondition("Active", "True ScalerActive");
        shop.client.apps().deployments().inNamespace("shop").withName("app").scale(8);
        return shop;
    }
}
