package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.testing.Eventually;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several who want the same target or the same HPA. */
@Timeout(240)
final class RivalsFlowTest {

    @Test
    void ofTwoObjectsOnOneTargetTheFirstHasIt() {
        try (Shop shop = new Shop(7).deployment(0).object().start()) {
            shop.untilCondition("Ready", "True ScaledObjectReady");

            second(shop, "orders-too", "app", "{}");

            Eventually.until(() -> ready(shop, "orders-too").startsWith("False"), () -> ready(shop, "orders-too"));
            assertTrue(
                    ready(shop, "orders-too")
                            .contains("Deployment shop/app is scaled by the ScaledObject orders already"),
                    ready(shop, "orders-too"));
            assertEquals(List.of("keda-hpa-orders"), names(shop));
            assertEquals("True ScaledObjectReady", shop.conditions().get("Ready"));
        }
    }

    @Test
    void theSecondHasTheTargetOnceTheFirstIsGone() {
        try (Shop shop = new Shop(7).deployment(0).object().start()) {
            shop.untilCondition("Ready", "True ScaledObjectReady");
            second(shop, "orders-too", "app", "{}");
            Eventually.until(() -> ready(shop, "orders-too").startsWith("False"), () -> ready(shop, "orders-too"));

            shop.client.resource(shop.scaledObject()).delete();

            Eventually.until(() -> ready(shop, "orders-too").startsWith("True"), () -> ready(shop, "orders-too"));
            assertEquals(List.of("keda-hpa-orders-too"), names(shop));
        }
    }

    @Test
    void anHpaOfAnotherObjectIsNotTaken() {
        try (Shop shop = new Shop(7).deployment(0).object().start()) {
            shop.untilCondition("Ready", "True ScaledObjectReady");
            Eventually.until(() -> shop.hpas().size() == 1, shop::hpas);

            second(shop, "invoices", "billing", "{horizontalPodAutoscalerConfig: {name: keda-hpa-orders}}");
            shop.cluster.create(shop.client, """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: billing, namespace: shop}
                    spec: {replicas: 0, template: {spec: {containers: [{name: app}]}}}
                    """);

            Eventually.until(
                    () -> ready(shop, "invoices").contains("belongs to the ScaledObject orders"),
                    () -> ready(shop, "invoices"));
            assertEquals("app", shop.hpas().get(0).getSpec().getScaleTargetRef().getName());
        }
    }

    @Test
    void anHpaThatSomebodyMadeIsAdopted() {
        try (Shop shop = new Shop(7).deployment(2)) {
            shop.cluster.create(shop.client, """
                    apiVersion: autoscaling/v2
                    kind: HorizontalPodAutoscaler
                    metadata: {name: mine, namespace: shop, labels: {old: label}}
                    spec:
                      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app}
                      minReplicas: 2
                      maxReplicas: 3
                    """);
            shop.object("advanced: {horizontalPodAutoscalerConfig: {name: mine}}")
                    .start();
            shop.untilCondition("Ready", "True ScaledObjectReady");

            HorizontalPodAutoscaler hpa = shop.hpas().get(0);
            assertEquals(List.of("mine"), names(shop));
            assertEquals(
                    shop.scaledObject().getMetadata().getUid(),
                    hpa.getMetadata().getOwnerReferences().get(0).getUid());
            assertEquals(100, hpa.getSpec().getMaxReplicas());
            assertEquals(2, shop.replicas());
        }
    }

    @Test
    void anHpaIsRenamedWithItsObject() {
        try (Shop shop = new Shop(7).deployment(2).object().start()) {
            Eventually.until(() -> names(shop).equals(List.of("keda-hpa-orders")), shop::hpas);

            shop.patchObject("{\"spec\": {\"advanced\": {\"horizontalPodAutoscalerConfig\": {\"name\": \"new\"}}}}");

            Eventually.until(() -> names(shop).equals(List.of("new")), shop::hpas);
            Eventually.until(
                    () -> shop.find()
                            .map(ScaledObject::getStatus)
                            .map(ScaledObjectStatus::getHpaName)
                            .filter("new"::equals)
                            .isPresent(),
                    shop::conditions);
        }
    }

    @Test
    void anHpaOfAnEarlierNameGoesEvenIfTheStatusDoesNotKnowOfIt() {
        try (Shop shop = new Shop(7).deployment(2).object().start()) {
            shop.untilCondition("Ready", "True ScaledObjectReady");
            shop.stop();
            shop.patchStatus("{\"status\": {\"hpaName\": null}}");
            shop.patchObject("{\"spec\": {\"advanced\": {\"horizontalPodAutoscalerConfig\": {\"name\": \"new\"}}}}");

            shop.start();

            Eventually.until(() -> names(shop).equals(List.of("new")), shop::hpas);
        }
    }

    @Test
    void anHpaThatIsDeletedOrEditedByHandIsMadeRight() {
        try (Shop shop = new Shop(7).deployment(2).object().start()) {
            Eventually.until(() -> shop.hpas().size() == 1, shop::hpas);
            shop.untilCondition("Ready", "True ScaledObjectReady");

            shop.client.resource(shop.hpas().get(0)).delete();
            Eventually.until(() -> shop.hpas().size() == 1, shop::hpas);

            shop.client
                    .resource(shop.hpas().get(0))
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"maxReplicas\": 3}}");
            Eventually.until(() -> shop.hpas().get(0).getSpec().getMaxReplicas() == 100, shop::hpas);
        }
    }

    @Test
    void aTargetThatIsDeletedIsSaidAndTheHpaStays() {
        try (Shop shop = new Shop(7).deployment(2).object().start()) {
            Eventually.until(() -> shop.hpas().size() == 1, shop::hpas);
            shop.untilCondition("Ready", "True ScaledObjectReady");

            shop.client.apps().deployments().inNamespace("shop").withName("app").delete();

            shop.untilCondition("Ready", "False ScaledObjectCheckFailed");
            assertEquals("scaleTargetRef: Deployment shop/app does not exist", shop.message("Ready"));
            assertEquals(1, shop.hpas().size());
            shop.deployment(4);
            shop.untilCondition("Ready", "True ScaledObjectReady");
            assertEquals(4, shop.replicas());
        }
    }

    private static void second(Shop shop, String name, String target, String advanced) {
        shop.cluster.create(shop.client, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: NAME, namespace: shop}
                spec:
                  scaleTargetRef: {name: TARGET}
                  pollingInterval: 1
                  advanced: ADVANCED
                  triggers:
                    - type: metrics-api
                      metadata: {url: "URL", valueLocation: value, targetValue: "5"}
                """.replace("NAME", name)
                .replace("TARGET", target)
                .replace("ADVANCED", advanced)
                .replace("URL", shop.source.url()));
    }

    private static List<String> names(Shop shop) {
        return shop.hpas().stream()
                .map(hpa -> hpa.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** Status and message of its Ready condition. */
    private static String ready(Shop shop, String name) {
        return shop.find(name).stream()
                .filter(object ->
                        object.getStatus() != null && object.getStatus().getConditions() != null)
                .flatMap(object -> object.getStatus().getConditions().stream())
                .filter(condition -> condition.getType().equals("Ready"))
                .map(condition -> condition.getStatus() + " " + condition.getMessage())
                .findFirst()
                .orElse("");
    }
}
