package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.decision.HpaAlgorithm;
import dev.weir.controller.decision.HpaSettings;
import dev.weir.controller.decision.HpaState;
import dev.weir.controller.decision.MetricSample;
import dev.weir.controller.explain.Explained;
import dev.weir.controller.explain.Explanation;
import dev.weir.controller.explain.Explanation.FormulaInput;
import dev.weir.controller.explain.Explanation.HpaPart;
import dev.weir.controller.explain.Explanation.MetricPart;
import dev.weir.controller.explain.Explanation.Without;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.HttpValue;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a running operator says of its objects is what it does. */
@Timeout(240)
final class ExplainFlowTest {

    private static final ObjectKey ORDERS = new ObjectKey("shop", "orders");

    @Test
    void theReplicasAreThoseOfTheAlgorithmAndEachTriggerHasItsShare() {
        try (Shop shop = new Shop(42)) {
            HttpValue other = new HttpValue(shop.vertx(), 12);
            shop.deployment(3).object("maxReplicaCount: 20").start();
            shop.patchObject("{\"spec\": {\"triggers\": [" + trigger(shop.source, "queue", "10") + ","
                    + trigger(other, "mails", "10") + "]}}");
            ready(shop, 3);

            Explanation told = untilExplained(
                    shop,
                    told1 -> told1.hpa() != null
                            && told1.hpa().asks().size() == 2
                            && told1.triggers().size() == 2
                            && told1.triggers().get(1).metrics().get(0).value() != null);

            HpaPart hpa = told.hpa();
            int decided = new HpaAlgorithm()
                    .step(
                            new HpaSettings(1, 20, 0.1, Duration.ofMinutes(5), null),
                            HpaState.EMPTY,
                            List.of(
                                    MetricSample.perPod("s0-metric-api-value", 10_000, 42_000),
                                    MetricSample.perPod("s1-metric-api-value", 10_000, 12_000)),
                            3,
                            Instant.now())
                    .replicas();
            assertEquals(5, decided);
            assertEquals(decided, hpa.replicas());
            assertEquals(5, hpa.proposed());
            assertEquals(
                    List.of("5 true", "2 false"),
                    hpa.asks().stream()
                            .map(ask -> ask.replicas() + " " + ask.highest())
                            .toList());
            assertEquals("", hpa.limitedBy());
            assertTrue(hpa.reconstructed());
            assertEquals(
                    List.of("queue 2", "mails 5"),
                    told.without().stream().map(ExplainFlowTest::brief).toList());
            assertEquals("A3", told.activation().rule());
            assertEquals(3, told.target().replicas());
            assertTrue(told.view().leading());
            MetricPart queue = told.triggers().get(0).metrics().get(0);
            assertEquals(42.0, queue.value());
            assertEquals(10.0, queue.target());
            assertTrue(queue.ageSeconds() < 60, queue::toString);
            assertEquals(List.of(), told.problems());
        }
    }

    private static String brief(Without without) {
        return without.trigger() + " " + without.replicas();
    }

    @Test
    void aRecentHighRecommendationHoldsScalingInAndThatIsMarkedAsReconstructed() {
        try (Shop shop =
                new Shop(42).deployment(9).object("maxReplicaCount: 20").start()) {
            ready(shop, 9);
            untilExplained(shop, told -> told.hpa() != null && told.hpa().replicas() == 9);
            shop.source.says(10);

            Explanation told = untilExplained(
                    shop,
                    now -> now.hpa() != null
                            && Integer.valueOf(2).equals(now.hpa().proposed()));

            assertEquals(9, told.hpa().replicas());
            assertTrue(told.hpa().limitedBy().contains("2 -> 9"), told.hpa()::limitedBy);
            assertTrue(told.hpa().reconstructed());
            assertEquals(300, told.hpa().downWindowSeconds());
            assertTrue(told.hpa().recordedSeconds() < 300, () -> "knows how little it knows " + told.hpa());
        }
    }

    @Test
    void aFormulaIsToldWithWhatItReadsAndWithoutEachTrigger() {
        try (Shop shop = new Shop(7).deployment(2).object("""
                advanced: {scalingModifiers: {formula: 'queue ?? 0 + mails', target: "5"}}""").start()) {
            HttpValue other = new HttpValue(shop.vertx(), 13);
            shop.patchObject(
                    "{\"spec\": {\"advanced\": {\"scalingModifiers\": {\"formula\": \"(queue ?? 1) + mails\"}},"
                            + " \"triggers\": [" + trigger(shop.source, "queue", "1") + ","
                            + trigger(other, "mails", "1")
                            + "]}}");
            ready(shop, 2);

            Explanation told = untilExplained(
                    shop,
                    now -> now.formula() != null
                            && Double.valueOf(20).equals(now.formula().result())
                            && now.hpa() != null
                            && now.hpa().asks().size() == 1
                            && now.hpa().proposed() != null);

            assertEquals("(queue ?? 1) + mails", told.formula().text());
            assertEquals(
                    List.of(new FormulaInput("queue", 0, 7.0), new FormulaInput("mails", 1, 13.0)),
                    told.formula().inputs());
            assertEquals(4, told.hpa().replicas());
            assertEquals(3, told.without().get(0).replicas(), "nil makes it 1 + 13");
            assertEquals(2, told.without().get(1).replicas(), "7 + nil cannot be added, 7 + 0 can");
            assertTrue(told.without().get(1).sentence().contains("with 0 in its place"), told::toString);
        }
    }

    @Test
    void aFailingSourceIsToldWithItsLastValueAndWhatToDo() {
        try (Shop shop = new Shop(7).deployment(1).object().start()) {
            untilExplained(shop, told -> told.hpa() != null);
            shop.source.fails();

            Explanation told = untilExplained(
                    shop,
                    now -> !now.triggers().get(0).error().isEmpty()
                            && now.triggers().get(0).source().failures() > 0
                            && now.changes().stream()
                                    .anyMatch(change -> change.what().equals("error")));

            assertTrue(told.triggers().get(0).error().contains("500"), told.triggers()::toString);
            assertEquals(7.0, told.triggers().get(0).metrics().get(0).value());
            assertNotNull(told.triggers().get(0).source().ageSeconds());
            assertTrue(told.advice().get(0).contains("source of trigger 0"), told.advice()::toString);
        }
    }

    @Test
    void whatWeirWroteIsAmongTheLastChangesWithItsCause() {
        try (Shop shop = new Shop(7).deployment(0).object().start()) {
            shop.untilReplicas(1);

            // The watch may tell of the write before the writer does.
            Explanation told = untilExplained(
                    shop,
                    now -> now.changes().size() == 1
                            && now.changes().get(0).by().equals("weir")
                            && now.target().replicas() == 1);

            assertEquals("replicas", told.changes().get(0).what());
            assertEquals("weir", told.changes().get(0).by());
            assertEquals(0, told.changes().get(0).from());
            assertEquals(1, told.changes().get(0).to());
            assertEquals("active by s0-metric-api-value", told.changes().get(0).why());
        }
    }

    @Test
    void whoSharesASourceIsNamed() {
        try (Shop shop = new Shop(7).deployment(1).object().start()) {
            for (int i = 10; i < 35; i++) {
                shop.cluster.create(
                        shop.client, """
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {name: other-%d, namespace: shop}
                        spec: {scaleTargetRef: {name: app-%d}, triggers: [%s]}
                        """.formatted(i, i, shop.trigger().substring(2)));
            }

            Explanation told = untilExplained(
                    shop,
                    now -> !now.triggers().isEmpty()
                            && now.triggers().get(0).source() != null
                            && now.triggers().get(0).source().others() == 25);

            List<String> named = told.triggers().get(0).source().sharedBy();
            assertEquals(20, named.size());
            assertEquals("ScaledObject shop/other-10", named.get(0));
        }
    }

    @Test
    void aPausedObjectSaysSo() {
        try (Shop shop = new Shop(7).deployment(1).object().start()) {
            untilExplained(shop, told -> told.hpa() != null);
            shop.patchObject("{\"metadata\": {\"annotations\": {\"autoscaling.keda.sh/paused\": \"true\"}}}");

            Explanation told = untilExplained(
                    shop,
                    now -> now.hpa() == null
                            && now.changes().stream().anyMatch(c -> c.what().equals("paused")));

            assertEquals(List.of("autoscaling.keda.sh/paused"), told.paused());
            assertEquals("a paused object has no HPA", told.hpaAbsent());
            assertTrue(told.advice().toString().contains("Take away the annotation"), told.advice()::toString);
        }
    }

    @Test
    void aManifestWithMistakesIsToldAsItIs() {
        try (Shop shop = new Shop(7).deployment(1).object().start()) {
            shop.patchObject(
                    "{\"spec\": {\"triggers\": [{\"type\": \"metrics-api\", \"metadata\": {\"url\": \"x\"}}]}}");

            Explanation told = untilExplained(shop, now -> !now.problems().isEmpty());

            assertTrue(told.problems().toString().contains("valueLocation"), told.problems()::toString);
            assertTrue(told.advice().get(0).contains("weir check"), told.advice()::toString);
        }
    }

    @Test
    void namesThatNothingHasAreAnsweredWithWhatThereIs() {
        try (Shop shop = new Shop(7).deployment(1).object().start()) {
            assertEquals(
                    "there is no ScaledObject shop/oders; did you mean shop/orders?",
                    ((Explained.Absent) shop.running().explain("ScaledObject", new ObjectKey("shop", "oders")))
                            .message());
            assertTrue(((Explained.Absent) shop.running().explain("ScaledJob", ORDERS))
                    .message()
                    .contains("--kind scaledobject"));
        }
    }

    @Test
    void aScaledJobIsToldByItsRound() {
        try (JobShop jobs = new JobShop(3).job().start()) {
            jobs.untilJobs(3);
            ObjectKey key = new ObjectKey("shop", "import");
            Eventually.until(
                    () -> explained(jobs.shop, "ScaledJob", key).jobs() != null
                            && explained(jobs.shop, "ScaledJob", key).jobs().running() == 3
                            && !explained(jobs.shop, "ScaledJob", key).changes().isEmpty(),
                    () -> explained(jobs.shop, "ScaledJob", key));

            Explanation told = explained(jobs.shop, "ScaledJob", key);
            assertEquals(3, told.jobs().pending());
            assertEquals(0, told.jobs().create());
            assertEquals(3.0, told.jobs().work().get(0).queue());
            assertEquals("default", told.jobs().strategy());
            assertEquals("jobs", told.changes().get(0).what());
            assertEquals(3, told.changes().get(0).to());
            assertNull(told.target());
        }
    }

    @Test
    void holdsNoSecret() {
        try (Shop shop = new Shop(7)) {
            shop.cluster.create(shop.client, """
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: source, namespace: shop}
                    stringData: {token: hush-hush}
                    data: {token: aHVzaC1odXNo}
                    """);
            shop.cluster.create(shop.client, """
                    apiVersion: keda.sh/v1alpha1
                    kind: TriggerAuthentication
                    metadata: {name: auth, namespace: shop}
                    spec: {secretTargetRef: [{parameter: token, name: source, key: token}]}
                    """);
            shop.authentications("auth").deployment(1).object().start();
            Explanation told = untilExplained(shop, now -> now.hpa() != null);

            assertFalse(told.toString().contains("hush"), told::toString);
            assertFalse(told.toString().contains("aHVzaC1odXNo"), told::toString);
        }
    }

    /** The pods that are ready count for a metric of type Value; a Deployment of the fake cluster has none by itself. */
    private static void ready(Shop shop, int replicas) {
        shop.client
                .apps()
                .deployments()
                .inNamespace("shop")
                .withName("app")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": {\"readyReplicas\": " + replicas + "}}");
    }

    private static String trigger(HttpValue source, String name, String target) {
        return "{\"type\": \"metrics-api\", \"name\": \"" + name + "\", \"metadata\": {\"url\": \"" + source.url()
                + "\", \"valueLocation\": \"value\", \"targetValue\": \"" + target + "\"}}";
    }

    private static Explanation explained(Shop shop, String kind, ObjectKey key) {
        return ((Explained.Found) shop.running().explain(kind, key)).explanation();
    }

    private static Explanation untilExplained(Shop shop, Predicate<Explanation> holds) {
        Explanation[] last = new Explanation[1];
        Eventually.until(
                () -> {
                    last[0] = explained(shop, "ScaledObject", ORDERS);
                    return holds.test(last[0]);
                },
                () -> last[0]);
        return last[0];
    }
}
