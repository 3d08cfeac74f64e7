package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.RecordedTracing.Recorded;
import dev.weir.controller.observed.Overview;
import dev.weir.controller.observed.Overview.Exchanges;
import dev.weir.controller.observed.Overview.Metric;
import dev.weir.controller.observed.Overview.Registered;
import dev.weir.controller.observed.Overview.ScaledItem;
import dev.weir.controller.testing.Eventually;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What metrics and traces show of an object in its life. */
@Timeout(240)
final class ObservedFlowTest {

    @Test
    void aScaledJobThatFailsAndIsDeleted() {
        try (JobShop shop = new JobShop(2).job().start()) {
            until(shop.shop, seen -> seen.jobs().metrics().stream().anyMatch(Metric::active));
            Metric healthy = shop.shop.overview().jobs().metrics().get(0);
            assertEquals("metricsAPIScaler", healthy.scaler());
            assertEquals(2.0, healthy.value());
            assertEquals(List.of(), shop.shop.overview().metrics());
            assertEquals("import", shop.shop.overview().http().get(0).object());

            shop.shop.source.fails();
            until(shop.shop, seen -> seen.jobs().items().get(0).failures() >= 1);
            assertEquals(2.0, shop.shop.overview().jobs().metrics().get(0).value(), "the last good one");

            shop.shop.client.resource(shop.scaledJob()).delete();
            until(shop.shop, seen -> seen.jobs().items().isEmpty());
            assertEquals(List.of(), shop.shop.overview().jobs().metrics());
        }
    }

    @Test
    void anObjectThatFailsIsEditedPausedAndDeleted() {
        try (Shop shop = new Shop(7).deployment(0).object().start()) {
            shop.untilReplicas(1);
            until(shop, seen -> seen.metrics().stream().anyMatch(Metric::active));
            Metric healthy = shop.overview().metrics().get(0);
            assertEquals("metricsAPIScaler", healthy.scaler());
            assertEquals(7.0, healthy.value());
            assertEquals(0, healthy.failures());
            assertNotNull(healthy.took());
            assertEquals(new ScaledItem("shop", "orders", false, 0, item(shop).late()), item(shop));
            assertEquals(Map.of("metrics-api", 1L), shop.overview().triggers());
            assertEquals(
                    Map.of(new Registered("scaled_object", "shop"), 1L),
                    shop.overview().resources());

            shop.source.fails();
            until(shop, seen -> failures(seen) >= 2);
            assertEquals(7.0, shop.overview().metrics().get(0).value());
            assertEquals(List.of("200", "500"), statuses(shop));

            long before = failures(shop.overview());
            shop.patchObject("{\"spec\": {\"maxReplicaCount\": 50}}");
            until(shop, seen -> failures(seen) > before);

            shop.patchObject("{\"metadata\": {\"annotations\": {\"autoscaling.keda.sh/paused\": \"true\"}}}");
            until(shop, seen -> seen.objects().get(0).paused() && seen.metrics().isEmpty());
            assertTrue(item(shop).failures() > before, "a pause begins no new count");

            shop.client.resource(shop.scaledObject()).delete();
            until(shop, seen -> seen.objects().isEmpty());
            assertEquals(Map.of(), shop.overview().triggers());
            assertEquals(Map.of(), shop.overview().resources());
            assertEquals(List.of(), shop.overview().http());
        }
    }

    @Test
    void anObjectThatCannotBePlannedFails() {
        try (Shop shop = new Shop(7).deployment(0).start()) {
            shop.cluster.create(shop.client, """
                    apiVersion: keda.sh/v1alpha1
                    kind: ScaledObject
                    metadata: {name: orders, namespace: shop}
                    spec: {scaleTargetRef: {name: app}, triggers: [{type: cron, metadata: {}}]}
                    """);
            until(shop, seen -> failures(seen) > 0);
            assertEquals(List.of(), shop.overview().metrics());
        }
    }

    @Test
    void decisionsAreCountedByWhatCameOfThem() {
        try (Shop shop = new Shop(7).deployment(0).object("cooldownPeriod: 1").start()) {
            shop.untilReplicas(1);
            shop.source.says(0);
            shop.untilReplicas(0);
            Eventually.until(() -> decisions(shop, "deactivate", "scaled") == 1, shop::conditions);

            assertEquals(1, decisions(shop, "activate", "scaled"));
            assertTrue(decisions(shop, "none", "nothing") >= 1, "while it cooled down");
            assertEquals(0, decisions(shop, "activate", "failed"));

            shop.cluster.refuse("PUT", "/scale", 403, "Forbidden", "no");
            shop.source.says(7);
            Eventually.until(() -> decisions(shop, "activate", "failed") >= 1, shop::conditions);
        }
    }

    @Test
    void aTraceLeadsFromThePollToTheWrites() {
        try (Shop shop = new Shop(7).deployment(0).object().start()) {
            shop.untilReplicas(1);
            shop.untilCondition("Active", "True ScalerActive");
            Eventually.until(
                    () -> ended(shop, "write scale").size() == 1 && followed(shop, "write status"), () -> steps(shop));

            Recorded scale = ended(shop, "write scale").get(0);
            assertEquals(Map.of("k8s.namespace.name", "shop", "weir.object", "orders"), scale.told);
            Recorded evaluation = scale.parent;
            assertEquals("evaluate", evaluation.name);
            assertEquals("true", evaluation.told.get("weir.active"));
            Recorded poll = evaluation.parent;
            assertEquals("poll", poll.name);
            assertEquals(shop.source.url(), poll.told.get("weir.upstream") + "/");

            Recorded hpa = ended(shop, "write hpa").get(0);
            assertTrue(hpa.parent == null || hpa.parent.name.equals("evaluate"), "it may come before any poll");
        }
    }

    @Test
    void aWriteThatFailsSaysWhy() {
        try (Shop shop = new Shop(7).deployment(0)) {
            shop.cluster.refuse("PUT", "/scale", 403, "Forbidden", "deployments are not yours");
            shop.object().start();
            Eventually.until(() -> !ended(shop, "write scale").isEmpty(), () -> steps(shop));

            assertEquals(
                    "PUT /apis/apps/v1/namespaces/shop/deployments/app/scale: deployments are not yours",
                    ended(shop, "write scale").get(0).failure);
        }
    }

    private static void until(Shop shop, Predicate<Overview> condition) {
        Eventually.until(() -> condition.test(shop.overview()), shop::overview);
    }

    private static ScaledItem item(Shop shop) {
        return shop.overview().objects().get(0);
    }

    private static long failures(Overview overview) {
        return overview.objects().stream().mapToLong(ScaledItem::failures).sum();
    }

    private static List<String> statuses(Shop shop) {
        return shop.overview().http().get(0).exchanges().stream()
                .map(Exchanges::status)
                .sorted()
                .toList();
    }

    private static double decisions(Shop shop, String action, String outcome) {
        return shop.meters()
                .get("weir.decisions")
                .tag("action", action)
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static List<Recorded> ended(Shop shop, String name) {
        return shop.tracing().named(name).stream()
                .filter(span -> span.ends == 1)
                .toList();
    }

    private static boolean followed(Shop shop, String name) {
        return ended(shop, name).stream().anyMatch(span -> span.parent != null && span.parent.name.equals("evaluate"));
    }

    private static String steps(Shop shop) {
        return shop.tracing().all().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
