package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.Eventually;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What annotations that pause do to an object that runs, and what is there again when they are gone. */
@Timeout(240)
final class PauseFlowTest {

    @Test
    void pausedTakesTheHpaAwayAndLeavesTheReplicas() {
        try (Shop shop = running(3)) {
            annotate(shop, "paused", "true");

            shop.untilCondition("Paused", "True ScaledObjectPaused");
            assertEquals(List.of(), shop.hpas());
            assertEquals(3, shop.replicas());
            assertEquals("True ScaledObjectReady", shop.conditions().get("Ready"));
            assertEquals("keda-hpa-orders", shop.scaledObject().getStatus().getHpaName());
            assertNull(shop.scaledObject().getStatus().getPausedReplicaCount());
            assertNobodyAsks(shop);
            Eventually.until(() -> shop.events().contains("Normal ScaledObjectPaused"), shop::events);
            assertTrue(shop.events().contains("Normal KEDAScalersStopped"), shop.events()::toString);
        }
    }

    /** KEDA takes any word that is not spelt false for true. */
    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "1"})
    void anyWordThatIsNotFalsePauses(String value) {
        try (Shop shop = running(3)) {
            annotate(shop, "paused", value);

            shop.untilCondition("Paused", "True ScaledObjectPaused");
        }
    }

    @Test
    void pausedReplicasAreWrittenOnceAndStandInTheStatus() {
        try (Shop shop = running(3)) {
            annotate(shop, "paused-replicas", "5");

            shop.untilReplicas(5);
            Eventually.until(
                    () -> Integer.valueOf(5)
                            .equals(shop.scaledObject().getStatus().getPausedReplicaCount()),
                    shop::conditions);
            assertEquals(List.of(), shop.hpas());

            shop.client.apps().deployments().inNamespace("shop").withName("app").scale(7);
            shop.patchObject("{\"spec\": {\"maxReplicaCount\": 50}}");
            annotate(shop, "other", "1");
            shop.cluster.forgetRequests();
            annotate(shop, "paused-replicas", "6");
            shop.untilReplicas(6);
            assertEquals(1, shop.writes().get("PUT deployments/app/scale"));
        }
    }

    @Test
    void pausedReplicasThatAreNoNumberPauseAllTheSame() {
        try (Shop shop = running(3)) {
            annotate(shop, "paused-replicas", "many");

            shop.untilCondition("Ready", "False ScaledObjectCheckFailed");
            assertEquals("True ScaledObjectPaused", shop.conditions().get("Paused"));
            assertTrue(
                    shop.message("Ready").contains("is \"many\"; accepted is a whole number"), shop.message("Ready"));
            assertEquals(List.of(), shop.hpas());
            assertEquals(3, shop.replicas());
        }
    }

    @Test
    void pausedFalseDoesNotUnpauseWhilePausedReplicasAreThere() {
        try (Shop shop = running(3)) {
            annotate(shop, "paused-replicas", "2");
            shop.untilReplicas(2);
            shop.untilCondition("Paused", "True ScaledObjectPaused");

            annotate(shop, "paused", "false");
            annotate(shop, "seen", "1");
            assertNobodyAsks(shop);

            assertEquals("True ScaledObjectPaused", shop.conditions().get("Paused"));
        }
    }

    @Test
    void unpausingBringsTheHpaBackAndRestoresNoCount() {
        try (Shop shop = running(3)) {
            annotate(shop, "paused-replicas", "5");
            shop.untilReplicas(5);
            Eventually.until(() -> shop.hpas().isEmpty(), shop::hpas);

            annotate(shop, "paused-replicas", null);

            shop.untilCondition("Paused", "False ScaledObjectUnpaused");
            Eventually.until(() -> shop.hpas().size() == 1, shop::hpas);
            shop.untilCondition("Active", "True ScalerActive");
            shop.source.untilPolled(2);
            assertEquals(5, shop.replicas());
            assertNull(shop.scaledObject().getStatus().getPausedReplicaCount());
            Eventually.until(() -> shop.events().contains("Normal ScaledObjectUnpaused"), shop::events);
            Eventually.until(
                    () -> shop.events().stream()
                                    .filter("Normal KEDAScalersStarted"::equals)
                                    .count()
                            == 2,
                    shop::events);
            assertEquals(
                    1,
                    shop.events().stream()
                            .filter("Normal ScaledObjectUnpaused"::equals)
                            .count());
        }
    }

    @Test
    void anObjectThatIsBornPausedIsNeverAskedAbout() {
        try (Shop shop = new Shop(7).deployment(0).object()) {
            annotate(shop, "paused", "true");
            shop.start();

            shop.untilCondition("Paused", "True ScaledObjectPaused");

            assertEquals("False NoFallbackFound", shop.conditions().get("Fallback"));
            assertFalse(shop.events().contains("Normal KEDAScalersStopped"), shop.events()::toString);
            assertEquals(0, shop.source.polls());
            assertEquals(List.of(), shop.hpas());
            assertEquals(0, shop.replicas());
        }
    }

    @Test
    void aPausedObjectIsLeftAloneByARestart() {
        try (Shop shop = running(3)) {
            annotate(shop, "paused-replicas", "5");
            shop.untilReplicas(5);
            shop.untilCondition("Paused", "True ScaledObjectPaused");
            shop.client.apps().deployments().inNamespace("shop").withName("app").scale(8);

            shop.restart();
            annotate(shop, "after", "restart");
            assertNobodyAsks(shop);

            assertEquals(8, shop.replicas());
            assertEquals(0, shop.writes().getOrDefault("PUT deployments/app/scale", 0L));
        }
    }

    @Test
    void pausedScaleInDisablesScalingDownAndDeactivatesNothing() {
        try (Shop shop = running(3)) {
            annotate(shop, "paused-scale-in", "true");
            shop.untilCondition("Paused", "True ScaledObjectPaused");
            Eventually.until(() -> "Disabled".equals(down(shop)), shop::hpas);

            shop.source.says(0);
            shop.untilCondition("Active", "False ScalerNotActive");
            shop.source.untilPolled(3);

            assertEquals(3, shop.replicas());
            annotate(shop, "paused-scale-in", null);
            shop.untilCondition("Paused", "False ScaledObjectUnpaused");
            shop.untilReplicas(0);
            Eventually.until(() -> shop.hpas().get(0).getSpec().getBehavior() == null, shop::hpas);
        }
    }

    @Test
    void pausedScaleOutActivatesNothing() {
        try (Shop shop = new Shop(0).deployment(0).object("cooldownPeriod: 0").start()) {
            shop.untilCondition("Ready", "True ScaledObjectReady");
            annotate(shop, "paused-scale-out", "true");
            shop.untilCondition("Paused", "True ScaledObjectPaused");

            shop.source.says(7);
            shop.untilCondition("Active", "True ScalerActive");
            shop.source.untilPolled(3);
            assertEquals(0, shop.replicas());

            annotate(shop, "paused-scale-out", null);
            shop.untilReplicas(1);
        }
    }

    @Test
    void forceActivationHoldsAnIdleObjectUp() {
        try (Shop shop = new Shop(0).deployment(0).object("cooldownPeriod: 0").start()) {
            shop.untilCondition("Active", "False ScalerNotActive");

            annotate(shop, "force-activation", "true");
            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");
            shop.source.untilPolled(3);
            assertEquals(1, shop.replicas());

            annotate(shop, "force-activation", null);
            shop.untilReplicas(0);
        }
    }

    @Test
    void aWholeCooldownFollowsAForcedActivation() {
        try (Shop shop =
                new Shop(0).deployment(0).object("cooldownPeriod: 3600").start()) {
            shop.untilCondition("Active", "False ScalerNotActive");
            annotate(shop, "force-activation", "true");
            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");
            shop.source.untilPolled(shop.source.polls() + 2);

            annotate(shop, "force-activation", null);

            shop.untilCondition("Active", "False ScalerCooldown");
            assertEquals(1, shop.replicas());
        }
    }

    private static Shop running(int replicas) {
        Shop shop = new Shop(7).deployment(replicas).object("cooldownPeriod: 0").start();
        shop.untilCondition("Active", "True ScalerActive");
        Eventually.until(() -> shop.hpas().size() == 1, shop::hpas);
        return shop;
    }

    private static String down(Shop shop) {
        HorizontalPodAutoscaler hpa = shop.hpas().get(0);
        return hpa.getSpec().getBehavior() == null
                        || hpa.getSpec().getBehavior().getScaleDown() == null
                ? null
                : hpa.getSpec().getBehavior().getScaleDown().getSelectPolicy();
    }

    private static void annotate(Shop shop, String name, String value) {
        shop.patchObject("{\"metadata\": {\"annotations\": {\"autoscaling.keda.sh/" + name + "\": "
                + (value == null ? "null" : "\"" + value + "\"") + "}}}");
    }

    private static void assertNobodyAsks(Shop shop) {
        Eventually.until(() -> shop.sources() == 0, shop::sources);
    }
}
