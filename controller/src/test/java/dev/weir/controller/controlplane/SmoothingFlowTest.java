package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Smoothing as its object's owner sees it: activation as ever, and every mistake in the status. */
final class SmoothingFlowTest {

    private static final String SLOW = "advanced: {weir: {smoothing: {halfLifeSeconds: {up: 86400, down: 86400}}}}";

    @Test
    void activatesAndDeactivatesByWhatWasRead() {
        try (Shop shop =
                new Shop(0).deployment(0).object("cooldownPeriod: 0", SLOW).start()) {
            shop.untilCondition("Active", "False ScalerNotActive");

            shop.source.says(50);
            shop.untilCondition("Active", "True ScalerActive");
            shop.untilReplicas(1);

            shop.source.says(0);
            shop.untilReplicas(0);
        }
    }

    @Test
    void everyMistakeIsToldAtOnceAndChangesNothing() {
        try (Shop shop = new Shop(7)
                .names("queue")
                .deployment(3)
                .object("advanced: {weir: {smoothing: {median: 4}, triggers: {que: {smoothing: {panic: {}}}}}}")
                .start()) {
            shop.untilCondition("Ready", "False ScaledObjectCheckFailed");

            String message = shop.message("Ready");
            assertTrue(message.contains("spec.advanced.weir.smoothing.median: is 4; accepted are odd"), message);
            assertTrue(message.contains("spec.advanced.weir.triggers.que: is the name of no trigger"), message);
            assertEquals(List.of(), shop.hpas());
            assertEquals(3, shop.replicas());

            shop.patchObject(
                    "{\"spec\": {\"advanced\": {\"weir\": {\"smoothing\": {\"median\": 5}, \"triggers\": null}}}}");
            shop.untilCondition("Ready", "True ScaledObjectReady");
        }
    }
}
