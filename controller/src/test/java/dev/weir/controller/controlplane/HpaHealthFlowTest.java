package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.testing.Eventually;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the HPA controller writes into an HPA's status is told in the object's own. */
@Timeout(240)
final class HpaHealthFlowTest {

    @Test
    void hpaActiveFollowsTheHpasOwnWordAndReadyStays() {
        try (Shop shop = new Shop(7).deployment(3).object().start()) {
            shop.untilCondition("Active", "True ScalerActive");
            Eventually.until(() -> shop.hpas().size() == 1, shop::hpas);
            assertEquals(null, shop.conditions().get("HPAActive"), "unsaid until the HPA says anything");

            scalingActive(shop, "True", "ValidMetricFound", "the HPA was able to compute");
            shop.untilCondition("HPAActive", "True HPAActive");

            scalingActive(shop, "False", "FailedGetExternalMetric", "no answer");
            shop.untilCondition("HPAActive", "False FailedGetExternalMetric");
            assertEquals("no answer", shop.message("HPAActive"));

            scalingActive(shop, "False", null, "who knows");
            shop.untilCondition("HPAActive", "False HPAMetricsUnavailable");

            // At three replicas nothing rests: the controller has not looked yet since they came.
            scalingActive(shop, "False", "ScalingDisabled", "scaling is disabled since the replica count is zero");
            shop.untilCondition("HPAActive", "True HPAActive");

            scalingActive(shop, "False", "FailedGetExternalMetric", "no answer");
            shop.untilCondition("HPAActive", "False FailedGetExternalMetric");
            status(shop, "[]");
            shop.source.untilPolled(2);
            assertEquals("False FailedGetExternalMetric", shop.conditions().get("HPAActive"), "no word, no change");
            assertEquals("True ScaledObjectReady", shop.conditions().get("Ready"));
        }
    }

    @Test
    void anHpaWhoseTargetIsAtZeroRestsAndIsHealthy() {
        try (Shop shop = new Shop(0).deployment(0).object().start()) {
            shop.untilCondition("Active", "False ScalerNotActive");
            Eventually.until(() -> shop.hpas().size() == 1, shop::hpas);

            scalingActive(shop, "False", "ScalingDisabled", "scaling is disabled since the replica count is zero");

            shop.untilCondition("HPAActive", "True ScalingDisabled");
        }
    }

    private static void scalingActive(Shop shop, String status, @Nullable String reason, String message) {
        String because = reason == null ? "" : "\"reason\": \"" + reason + "\", ";
        status(shop, """
                [{"type": "ScalingActive", "status": "%s", %s"message": "%s"}]
                """.formatted(status, because, message));
    }

    private static void status(Shop shop, String conditions) {
        shop.client
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace("shop")
                .withName("keda-hpa-orders")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": {\"conditions\": " + conditions + "}}");
    }
}
