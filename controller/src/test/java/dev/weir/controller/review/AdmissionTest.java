package dev.weir.controller.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be written and what may not, as the API server is told. */
@Timeout(120)
final class AdmissionTest {

    private static final String ORDERS = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: orders, namespace: shop}
            spec:
              scaleTargetRef: {name: app}
              triggers: [{type: cron, metadata: {timezone: UTC, start: "0 6 * * *", end: "0 20 * * *", desiredReplicas: "2"}}]
            """;

    private static final String CPU = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: orders, namespace: shop}
            spec:
              scaleTargetRef: {name: app}
              minReplicaCount: 1
              triggers: [{type: cpu, metricType: Utilization, metadata: {value: "50"}}]
            """;

    private final Gate gate = new Gate();

    @BeforeEach
    void start() {
        gate.start();
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void whatIsRightIsAllowed() {
        assertEquals(Map.of("uid", Gate.UID, "allowed", true, "status", Map.of("code", 200)), gate.create(ORDERS));
    }

    @Test
    void everyProblemIsNamedInOneAnswer() {
        gate.exists(ORDERS);
        Map<?, ?> response = gate.create("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: second, namespace: shop}
                spec:
                  scaleTargetRef: {name: app}
                  minReplicaCount: 5
                  maxReplicaCount: 2
                  triggers:
                  - {type: cron, name: a, useCachedMetrics: true, metadata: {}}
                  - {type: cron, name: a, metadata: {}}
                """);
        assertEquals(Gate.UID, response.get("uid"));
        assertEquals(false, response.get("allowed"));
        assertEquals(
                Map.of(
                        "status",
                        "Failure",
                        "code",
                        403,
                        "reason",
                        "Forbidden",
                        "message",
                        "spec.minReplicaCount: is 5, but must not be greater than maxReplicaCount, which is 2; "
                                + "spec.triggers[0].useCachedMetrics: is true, but a trigger of type cron has no cache; "
                                + "spec.triggers[1].name: \"a\" is already the name of spec.triggers[0]; "
                                + "spec.scaleTargetRef.name: the workload 'app' of type 'apps/v1.Deployment' is already"
                                + " managed by the ScaledObject 'orders'"),
                response.get("status"));
    }

    @ParameterizedTest
    @CsvSource({
        "orders, shop, {name: other}",
        "second, shop, '{name: app, kind: StatefulSet}'",
        "second, shop, '{name: app, kind: Deployment, apiVersion: example.com/v1}'",
        "second, other, {name: app}",
        "orders, shop, {name: app}"
    })
    void whoSharesNoTargetIsAllowed(String name, String namespace, String target) {
        gate.exists(ORDERS);
        assertEquals(
                "",
                gate.refusal(ORDERS.replace("name: orders", "name: " + name)
                        .replace("namespace: shop", "namespace: " + namespace)
                        .replace("{name: app}", target)));
    }

    @Test
    void theSameTargetIsTheSameHoweverItIsSpelt() {
        gate.exists(ORDERS);
        assertEquals(
                "spec.scaleTargetRef.name: the workload 'app' of type 'apps/v1.Deployment' is already managed by the"
                        + " ScaledObject 'orders'",
                gate.refusal(ORDERS.replace("name: orders", "name: second")
                        .replace("{name: app}", "{name: app, kind: Deployment, apiVersion: apps/v1}")));
    }

    @Test
    void twoObjectsDoNotShareAnHpa() {
        gate.exists(ORDERS);
        String other = ORDERS.replace("name: orders", "name: second").replace("{name: app}", "{name: other}");
        assertEquals("", gate.refusal(other));
        assertEquals(
                "spec.advanced.horizontalPodAutoscalerConfig.name: the HPA 'keda-hpa-orders' is already managed by the"
                        + " ScaledObject 'orders'",
                gate.refusal(other + "  advanced: {horizontalPodAutoscalerConfig: {name: keda-hpa-orders}}\n"));
    }

    private void hpa(String metadata) {
        gate.exists("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: old, namespace: shop%s}
                spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app}}
                """.formatted(metadata));
    }

    @Test
    void anHpaOfSomebodyElseKeepsItsTarget() {
        hpa("");
        assertTrue(
                gate.refusal(ORDERS)
                        .startsWith("spec.scaleTargetRef.name: the workload 'app' of type 'apps/v1.Deployment' is"
                                + " already managed by the hpa 'old'; to take that over, give the annotation"),
                gate.refusal(ORDERS));
        assertEquals("", gate.refusal(ORDERS.replace("{name: app}", "{name: other}")));
        assertEquals(
                2,
                gate.count(
                        "keda.webhook.scaled.object.validation.errors",
                        "namespace",
                        "shop",
                        "action",
                        "create",
                        "reason",
                        "other-hpa"));
    }

    @Test
    void anHpaThatLetsItselfBeSharedDoesNot() {
        hpa(", annotations: {validations.keda.sh/hpa-ownership: \"false\"}");
        assertEquals("", gate.refusal(ORDERS));
    }

    @Test
    void anHpaOfTheObjectItselfDoesNot() {
        hpa(", ownerReferences: [{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: orders, uid: x}]");
        assertEquals("", gate.refusal(ORDERS));
        assertFalse(gate.refusal(ORDERS.replace("name: orders", "name: second")).isEmpty());
    }

    @Test
    void anHpaIsTakenOverByName() {
        hpa("");
        String takes = ORDERS.replace(
                "namespace: shop}",
                "namespace: shop, annotations: {scaledobject.keda.sh/transfer-hpa-ownership: \"true\"}}");
        assertEquals("", gate.refusal(takes + "  advanced: {horizontalPodAutoscalerConfig: {name: old}}\n"));
        assertFalse(gate.refusal(takes + "  advanced: {horizontalPodAutoscalerConfig: {name: new}}\n")
                .isEmpty());
        assertFalse(gate.refusal(ORDERS + "  advanced: {horizontalPodAutoscalerConfig: {name: old}}\n")
                .isEmpty());
        assertEquals(
                "spec.advanced.horizontalPodAutoscalerConfig.name: is missing; with the annotation"
                        + " scaledobject.keda.sh/transfer-hpa-ownership give the name of the HPA that is taken over: 'old'",
                gate.refusal(takes));
        assertEquals(
                1,
                gate.count(
                        "keda.webhook.scaled.object.validation.errors",
                        "reason",
                        "transfer-ownership-missing-hpa-name"));
    }

    @Test
    void cpuNeedsATargetThatIsThere() {
        assertEquals(
                "spec.scaleTargetRef.name: deployments.apps \"app\" not found; triggers of type cpu and memory need to"
                        + " see what it requests",
                gate.refusal(CPU));
        assertEquals(true, gate.dryRun(CPU).get("allowed"));
        assertEquals("", gate.refusal(CPU.replace("{name: app}", "{name: app, kind: Any, apiVersion: e.com/v1}")));
    }

    private void deployment(String containers) {
        gate.exists("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app, namespace: shop}
                spec: {replicas: 1, template: {spec: {containers: [%s]}}}
                """.formatted(containers));
    }

    @Test
    void cpuNeedsARequestOfEachContainer() {
        deployment("{name: a, resources: {requests: {cpu: 10m}}}, {name: b, resources: {limits: {cpu: 0}}}");
        assertEquals(
                "spec.triggers[0]: the target's container \"b\" has no request and no limit of cpu, and no LimitRange"
                        + " gives it one",
                gate.refusal(CPU));
        assertEquals("", gate.refusal(CPU.replace("{value: \"50\"}", "{value: \"50\", containerName: a}")));
        assertEquals(true, gate.dryRun(CPU).get("allowed"));
        assertFalse(gate.refusal(CPU.replace("type: cpu", "type: memory")).isEmpty());
    }

    @Test
    void aLimitRangeMayGiveTheRequest() {
        deployment("{name: a}");
        gate.exists("""
                apiVersion: v1
                kind: LimitRange
                metadata: {name: usual, namespace: shop}
                spec: {limits: [{type: Pod, default: {memory: 1Gi}}, {type: Container, defaultRequest: {cpu: 10m}}]}
                """);
        assertEquals("", gate.refusal(CPU));
        assertFalse(gate.refusal(CPU.replace("type: cpu", "type: memory")).isEmpty());
    }

    @Test
    void whoRequestsEverythingIsAllowedWithoutAQuestionToTheApiServer() {
        deployment("{name: a, resources: {requests: {cpu: 10m}}}");
        assertEquals("", gate.refusal(CPU));
        gate.cluster.refuse("GET", "", 500, "", "away");
        assertEquals("", gate.refusal(CPU));
        assertEquals(List.of(), Gate.warnings(gate.create(CPU)));
    }

    @Test
    void cpuAloneDoesNotScaleToZero() {
        deployment("{name: a, resources: {requests: {cpu: 10m}}}");
        String zero = CPU.replace("  minReplicaCount: 1\n", "");
        assertTrue(gate.refusal(zero).startsWith("spec.minReplicaCount: is absent, but must be 1 or more"));
        assertEquals(true, gate.dryRun(zero).get("allowed"));
    }

    @Test
    void anApiServerThatFailsRefusesNothing() {
        deployment("{name: a}");
        gate.cluster.refuse("GET", "/limitranges", 403, "", "no right to list");
        Map<?, ?> response = gate.create(CPU);
        assertEquals(true, response.get("allowed"));
        assertEquals(
                List.of("spec.scaleTargetRef: what the target requests could not be looked at:"
                        + " GET /api/v1/namespaces/shop/limitranges: no right to list"),
                Gate.warnings(response));
        assertEquals(1, gate.count("weir.admission.unseen", "why", "failed"));
        assertFalse(gate.refusal(CPU.replace("minReplicaCount: 1", "minReplicaCount: 1\n  maxReplicaCount: 0"))
                .isEmpty());
    }

    @Test
    void anApiServerThatIsSilentRefusesNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder()
                                .withMasterUrl("http://127.0.0.1:" + silent.getLocalPort())
                                .withRequestTimeout(2_000)
                                .withRequestRetryBackoffLimit(0)
                                .build())
                        .build()) {
            gate.readsFrom(client, Duration.ofMillis(100), 64);
            Map<?, ?> response = gate.create(CPU);
            assertEquals(true, response.get("allowed"));
            assertTrue(
                    Gate.warnings(response)
                            .contains("spec.scaleTargetRef: what the target requests could not be looked at: the API"
                                    + " server did not answer within 0.1 s"),
                    response::toString);
            assertEquals(1, gate.count("weir.admission.unseen", "why", "late"));
        }
    }

    @Test
    void tooManyQuestionsToTheApiServerRefuseNothing() {
        gate.readsFrom(gate.client, Duration.ofSeconds(5), -4);
        Map<?, ?> response = gate.create(CPU);
        assertEquals(true, response.get("allowed"));
        assertTrue(Gate.warnings(response).toString().contains("0 reads are under way already"), response::toString);
        assertEquals(1, gate.count("weir.admission.unseen", "why", "full"));
        assertEquals(1, gate.count("weir.admission.full", "of", "reads"));
    }

    @Test
    void beforeAllHasBeenSeenNothingIsComparedAndThatIsSaid() {
        gate.readsFrom(gate.client, Duration.ofSeconds(5), 64);
        Map<?, ?> response = gate.create(ORDERS);
        assertEquals(
                List.of("Weir starts just now and has not compared this with other ScaledObjects and HPAs"),
                Gate.warnings(response));
        assertEquals(true, response.get("allowed"));
        assertEquals(1, gate.count("weir.admission.unseen", "why", "starting"));
        assertFalse(gate.refusal(ORDERS.replace("scaleTargetRef: {name: app}", "scaleTargetRef: {}"))
                .isEmpty());
    }

    @Test
    void whatHasNoEffectIsAWarningAndOnceAnEvent() {
        String idle = ORDERS + "  minReplicaCount: 1\n  pollingInterval: 10\n  cooldownPeriod: 60\n";
        List<String> warnings = List.of(
                "spec.cooldownPeriod: of 60 s has no effect: minReplicaCount is 1, so nothing is scaled to zero or from it",
                "spec.pollingInterval: of 10 s has no effect: minReplicaCount is 1, so nothing is scaled to zero or from"
                        + " it");
        assertEquals(warnings, Gate.warnings(gate.dryRun(idle)));
        assertEquals(List.of(), gate.events);
        assertEquals(warnings, Gate.warnings(gate.create(idle)));
        List<String> events = warnings.stream()
                .map(warning -> "Normal KEDAScalerInfo shop/orders " + warning)
                .toList();
        assertEquals(events, gate.events);
        assertEquals(warnings, Gate.warnings(gate.update(idle, idle.replace("shop}", "shop, labels: {a: b}}"))));
        assertEquals(events, gate.events);
    }

    private static final Map<String, String> BAD = Map.of(
            "ScaledObject", "keda.sh/v1alpha1 spec: {scaleTargetRef: {name: a}, triggers: []}",
            "ScaledJob", "keda.sh/v1alpha1 spec: {triggers: []}",
            "TriggerAuthentication",
                    "keda.sh/v1alpha1 spec: {podIdentity: {provider: azure-workload, identityId: \"\"}}",
            "ClusterTriggerAuthentication", "keda.sh/v1alpha1 spec: {podIdentity: {provider: aws, externalID: x}}",
            "CloudEventSource",
                    "eventing.keda.sh/v1alpha1 spec: {destination: {http: {uri: \"http://a/\"}}, eventSubscription:"
                            + " {includedEventTypes: [keda.nothing]}}",
            "ClusterCloudEventSource",
                    "eventing.keda.sh/v1alpha1 spec: {destination: {http: {uri: \"http://a/\"}}, eventSubscription:"
                            + " {includedEventTypes: [keda.scaledobject.ready.v1], excludedEventTypes:"
                            + " [keda.scaledobject.failed.v1]}}");

    private static String bad(ReviewedKind kind, String finalizers) {
        String[] parts = BAD.get(kind.kind()).split(" ", 2);
        return "apiVersion: " + parts[0] + "\nkind: " + kind.kind()
                + "\nmetadata: {name: bad, namespace: shop, finalizers: [" + finalizers + "]}\n" + parts[1] + "\n";
    }

    @ParameterizedTest
    @EnumSource(ReviewedKind.class)
    void eachKindHasItsRules(ReviewedKind kind) {
        Map<?, ?> response = gate.create(bad(kind, ""));
        assertEquals(false, response.get("allowed"));
        assertEquals(403, ((Map<?, ?>) response.get("status")).get("code"));
        assertFalse(Gate.message(response).isEmpty());
        assertEquals(1, gate.count("weir.admission.reviews", "kind", kind.kind(), "outcome", "refused"));
    }

    @ParameterizedTest
    @EnumSource(ReviewedKind.class)
    void whoLetsAnObjectGoIsLetDoSo(ReviewedKind kind) {
        assertEquals(true, gate.update(bad(kind, "a"), bad(kind, "")).get("allowed"));
        assertEquals(
                kind == ReviewedKind.SCALED_OBJECT,
                gate.update(bad(kind, "a, b"), bad(kind, "a")).get("allowed"));
        assertEquals(false, gate.update(bad(kind, ""), bad(kind, "")).get("allowed"));
        assertEquals(
                false,
                gate.update(bad(kind, "a").replace("spec: {", "spec: {zzz: 1, "), bad(kind, ""))
                        .get("allowed"));
        assertEquals(0, gate.count("keda.webhook.scaled.object.validations", "action", "create"));
    }

    @ParameterizedTest
    @EnumSource(ReviewedKind.class)
    void whoMarksAnObjectThatIsThereIsLetDoSo(ReviewedKind kind) {
        assertEquals(
                true, gate.update(bad(kind, ""), bad(kind, "finalizer.keda.sh")).get("allowed"));
    }

    @ParameterizedTest
    @EnumSource(ReviewedKind.class)
    void deletesPass(ReviewedKind kind) {
        assertEquals(
                true,
                gate.response(gate.review("DELETE", null, bad(kind, ""), false)).get("allowed"));
    }

    @Test
    void validationsAreCountedAsByKeda() {
        gate.create(ORDERS);
        gate.update(ORDERS, ORDERS.replace("triggers:", "minReplicaCount: 9\n  maxReplicaCount: 3\n  triggers:"));
        assertEquals(1, gate.count("keda.webhook.scaled.object.validations", "namespace", "shop", "action", "create"));
        assertEquals(1, gate.count("keda.webhook.scaled.object.validations", "namespace", "shop", "action", "update"));
        assertEquals(
                1,
                gate.count(
                        "keda.webhook.scaled.object.validation.errors",
                        "namespace",
                        "shop",
                        "action",
                        "update",
                        "reason",
                        "incorrect-replicas"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{} {}",
                "{\"kind\": \"AdmissionReview\", \"apiVersion\": \"admission.k8s.io/v1beta1\", \"request\": {}}",
                "{\"kind\": \"AdmissionReview\", \"apiVersion\": \"admission.k8s.io/v1\", \"request\": null}",
                "{\"kind\": \"AdmissionReview\", \"apiVersion\": \"admission.k8s.io/v1\", \"request\": {\"uid\": 5}}"
            })
    void whatIsNoReviewIsSaidToBeNone(String body) {
        Answer answer = gate.answer(ReviewedKind.SCALED_OBJECT, body);
        assertTrue(answer instanceof Answer.Unreadable, answer::toString);
    }

    @Test
    void aReviewIsBoundedInDepthAndPieces() {
        String deep = "[".repeat(150) + "]".repeat(150);
        assertEquals(
                new Answer.Unreadable("the body is nested too deeply: 100 levels are allowed"),
                gate.answer(ReviewedKind.SCALED_OBJECT, deep));
        String many = "[" + "0,".repeat(JsonTree.MOST_PIECES) + "0]";
        assertEquals(
                new Answer.Unreadable("the body has more than 100000 fields, items and values, which is the limit"),
                gate.answer(ReviewedKind.SCALED_OBJECT, many));
    }

    @Test
    void ofMoreProblemsThanAnybodyReadsTheRestIsCounted() {
        String triggers = String.join(", ", Collections.nCopies(151, "{type: cron, name: a, metadata: {}}"));
        String refusal = gate.refusal(ORDERS.replaceAll("\\[.*]", "[" + triggers + "]"));
        assertEquals(101, refusal.split("; ").length, refusal);
        assertTrue(refusal.endsWith("; and 50 more problems"), refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null|kind: is no text, but must be ScaledObject; apiVersion: is no text, but must be keda.sh/v1alpha1",
                "[]|kind: is no text, but must be ScaledObject; apiVersion: is no text, but must be keda.sh/v1alpha1",
                "{\"kind\": \"ScaledJob\", \"apiVersion\": \"keda.sh/v1alpha1\"}|kind: is \"ScaledJob\", but must be"
                        + " ScaledObject",
                "{\"kind\": \"ScaledObject\", \"apiVersion\": \"keda.sh/v1alpha1\", \"spec\": {\"minReplicaCount\":"
                        + " []}}|spec.minReplicaCount has a value of the wrong type",
                "{\"kind\": \"ScaledObject\", \"apiVersion\": \"keda.sh/v1alpha1\", \"metadata\": {\"labels\": 5}}|"
                        + "metadata.labels has a value of the wrong type"
            })
    void whatIsNoObjectOfItsKindIsRefusedInWords(String object, String message) {
        Map<?, ?> response = gate.response(gate.answer(
                ReviewedKind.SCALED_OBJECT,
                "{\"kind\": \"AdmissionReview\", \"apiVersion\": \"admission.k8s.io/v1\", \"request\": {\"uid\": \"u\","
                        + " \"operation\": \"CREATE\", \"object\": " + object + "}}"));
        assertEquals(
                Map.of("status", "Failure", "code", 400, "reason", "BadRequest", "message", message),
                response.get("status"));
    }

    @Test
    void aReplicaThatStopsSaysSo() {
        gate.stopReviews();
        assertEquals(
                new Answer.Busy("this replica is stopping"),
                gate.answer(ReviewedKind.SCALED_OBJECT, gate.body(gate.review("CREATE", ORDERS, null, false))));
    }
}
