package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.Eventually;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets of kinds that are not watched: found by discovery, read and scaled by their {@code /scale}. */
@Timeout(240)
final class TargetFlowTest {

    private static final String SCALE = "PUT /apis/shop.example/v1/namespaces/shop/tills/front/scale";

    @Test
    void aCustomResourceIsScaledByItsScale() {
        try (Shop shop = withTill(0).object().start()) {
            untilTills(shop, 1);
            shop.untilCondition("Active", "True ScalerActive");

            assertEquals("shop.example/v1.Till", shop.scaledObject().getStatus().getScaleTargetKind());
            assertEquals(1, count(shop, SCALE));
        }
    }

    @Test
    void aKindThatNobodyServesIsAnUpdateThatFailed() {
        try (Shop shop =
                new Shop(7).target("shop.example/v1", "Till", "front").object().start()) {
            shop.untilCondition("Ready", "False ScaledObjectCheckFailed");

            assertEquals("scaleTargetRef: the API server knows no kind Till in shop.example/v1", shop.message("Ready"));
            assertEquals("Unknown UnknownState", shop.conditions().get("Active"));
            shop.untilEvents(List.of("Warning ScaledObjectCheckFailed", "Warning ScaledObjectUpdateFailed"));
            assertEquals(List.of(), shop.hpas());
        }
    }

    @Test
    void aKindWithoutScaleIsSaid() {
        try (Shop shop = withTill(0).start()) {
            shop.cluster.refuse("GET", "/tills/front/scale", 404, "", "the server could not find the resource");

            shop.object();
            shop.untilCondition("Ready", "False ScaledObjectCheckFailed");

            assertEquals("scaleTargetRef: Till shop/front has no /scale subresource", shop.message("Ready"));
            shop.untilEvents(List.of("Warning ScaledObjectCheckFailed"));
            assertEquals(List.of(), shop.hpas());
        }
    }

    @Test
    void replicasThatCannotBeReadAreSaidAndNothingIsScaledUntilTheyCan() {
        try (Shop shop = withTill(1).object("cooldownPeriod: 0").start()) {
            shop.untilCondition("Active", "True ScalerActive");
            String first =
                    Objects.requireNonNull(shop.scaledObject().getStatus().getLastActiveTime());
            Eventually.until(() -> Instant.now().isAfter(Instant.parse(first).plusSeconds(3)), Instant::now);

            shop.cluster.refuse("GET", "/tills/front/scale", 500, "", "etcd is away");
            shop.patchObject("{\"metadata\": {\"annotations\": {\"look\": \"again\"}}}");
            shop.untilCondition("Ready", "False ErrorGettingCurrentReplicas");

            assertTrue(shop.message("Ready").contains("etcd is away"), shop.message("Ready"));
            Instant last = Instant.parse(shop.scaledObject().getStatus().getLastActiveTime());
            assertTrue(last.isAfter(Instant.parse(first)), first + " " + last);
            shop.source.says(0);
            shop.source.untilPolled(3);
            assertEquals(0, count(shop, SCALE));
            assertEquals(1, shop.hpas().size());

            shop.cluster.accept();
            untilTills(shop, 0);
            shop.untilCondition("Ready", "True ScaledObjectReady");
        }
    }

    private static Shop withTill(int replicas) {
        Shop shop = new Shop(7).target("shop.example/v1", "Till", "front");
        shop.cluster.serve("shop.example", "v1", "Till", "tills");
        shop.cluster.create(shop.client, """
                apiVersion: shop.example/v1
                kind: Till
                metadata: {name: front, namespace: shop}
                spec: {replicas: %d}
                """.formatted(replicas));
        return shop;
    }

    private static void untilTills(Shop shop, int replicas) {
        Eventually.until(() -> Integer.valueOf(replicas).equals(tills(shop)), shop::conditions);
    }

    private static Object tills(Shop shop) {
        Map<?, ?> spec = (Map<?, ?>) shop.client
                .genericKubernetesResources("shop.example/v1", "Till")
                .inNamespace("shop")
                .withName("front")
                .get()
                .getAdditionalProperties()
                .get("spec");
        return spec.get("replicas");
    }

    private static long count(Shop shop, String request) {
        return shop.cluster
                .writes()
                .filter(one -> one.toString().equals(request))
                .count();
    }
}
