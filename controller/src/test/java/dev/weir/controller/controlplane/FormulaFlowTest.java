package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.observed.Overview;
import dev.weir.controller.testing.Eventually;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An object whose triggers go through a formula. */
@Timeout(240)
final class FormulaFlowTest {

    @Test
    void theFormulaDecidesOfActivityAndIsTheHpasOnlyExternalMetric() {
        try (Shop shop = new Shop(7)
                .names("queue")
                .deployment(0)
                .object(modifiers("queue * 2", "target: '5', activationTarget: '13.5'"))
                .start()) {
            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");

            List<MetricSpec> metrics = shop.hpas().get(0).getSpec().getMetrics();
            assertEquals(1, metrics.size());
            assertEquals(
                    "composite-metric", metrics.get(0).getExternal().getMetric().getName());
            assertEquals(
                    "AverageValue", metrics.get(0).getExternal().getTarget().getType());
            assertEquals(
                    "5",
                    metrics.get(0).getExternal().getTarget().getAverageValue().getAmount());
            assertEquals(
                    List.of("s0-metric-api-value"),
                    shop.scaledObject().getStatus().getExternalMetricNames());
            assertFalse(shop.scaledObject()
                    .getStatus()
                    .getTriggersActivity()
                    .get("s0-metric-api-value")
                    .getIsActive());
            Overview.Metric composite = shop.overview().metrics().stream()
                    .filter(metric -> metric.name().equals("composite-metric"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(14.0, composite.value());
            assertEquals("composite-metric", composite.scaler());
            assertTrue(composite.active());
        }
    }

    @Test
    void aResultOfNoMoreThanTheActivationTargetLeavesTheTargetAtZero() {
        try (Shop shop = new Shop(7)
                .names("queue")
                .deployment(0)
                .object(modifiers("queue * 2", "target: '5', activationTarget: '14'"))
                .start()) {
            shop.untilCondition("Active", "False ScalerNotActive");
            shop.source.untilPolled(2);
            assertEquals(0, shop.replicas());
        }
    }

    @Test
    void aFormulaThatDoesNotCompileIsSaidWithItsPlaceAndChangesNothing() {
        try (Shop shop = new Shop(7)
                .names("queue")
                .deployment(3)
                .object(modifiers("queue + cue", "target: '5'"))
                .start()) {
            shop.untilCondition("Ready", "False ScaledObjectCheckFailed");

            String message = shop.message("Ready");
            assertTrue(message.startsWith("spec.advanced.scalingModifiers.formula: "), message);
            assertTrue(message.contains("(line 1, column 9)"), message);
            assertEquals(List.of(), shop.hpas());
            assertEquals(3, shop.replicas());

            shop.patchObject(
                    "{\"spec\": {\"advanced\": {\"scalingModifiers\": {\"formula\": \"queue + 1\", \"target\": \"5\"}}}}");
            shop.untilCondition("Ready", "True ScaledObjectReady");
            Eventually.until(() -> shop.hpas().size() == 1, shop::hpas);
        }
    }

    @Test
    void aSourceThatFailsUnderAFormulaIsAnEventOfItsOwnAndScalesNothing() {
        try (Shop shop = new Shop(7)
                .names("queue")
                .deployment(3)
                .object("cooldownPeriod: 0", modifiers("queue", "target: '5'"))
                .start()) {
            shop.untilCondition("Active", "True ScalerActive");

            shop.source.fails();
            shop.untilCondition("Ready", "False TriggerError");

            Eventually.until(() -> shop.events().contains("Warning KEDAMetricSourceFailed"), shop::events);
            assertEquals(3, shop.replicas());
        }
    }

    @Test
    void aTriggerWithoutANameIsToldOf() {
        try (Shop shop =
                new Shop(7).deployment(3).object(modifiers("1", "target: '5'")).start()) {
            shop.untilCondition("Ready", "True ScaledObjectReady");

            assertTrue(shop.message("Ready").contains("trigger 0 (metrics-api): has no name"), shop.message("Ready"));
        }
    }

    private static String modifiers(String formula, String more) {
        return "advanced: {scalingModifiers: {formula: \"" + formula + "\", " + more + "}}";
    }
}
