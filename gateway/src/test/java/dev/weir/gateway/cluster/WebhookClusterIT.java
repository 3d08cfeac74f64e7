package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.counter;
import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.http.Identity;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.scalers.testing.ServerProcess;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real API server that asks Weir by {@code deploy/webhook.yaml}; Weir has the rights of {@code deploy/rbac.yaml}. */
class WebhookClusterIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CRON = """
            triggers: [{type: cron, metadata: {timezone: UTC, start: 0 6 * * *, end: 0 8 * * *, desiredReplicas: "2"}}]
            """;

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private String namespace;
    private WeirProcess weir;

    @BeforeEach
    void open() throws IOException {
        cluster = TestCluster.connect();
        namespace = cluster.namespace("weir-webhook-");
        Vertx vertx = Vertx.vertx();
        Identity identity = SelfSigned.make(vertx, Instant.now()).await();
        vertx.close().await();
        Path certificate =
                Files.write(folder.resolve("tls.crt"), identity.certificate().getBytes());
        Path key = Files.write(folder.resolve("tls.key"), identity.key().getBytes());
        int port = ServerProcess.freePort();
        weir = WeirProcess.start(
                folder,
                namespace,
                RightsClusterIT.operator(cluster, namespace, folder),
                "--webhook-port",
                Integer.toString(port),
                "--tls-cert",
                certificate.toString(),
                "--tls-key",
                key.toString());
        register(port, identity);
    }

    /** As in the manifest, but for objects of this test alone, and by the address of this machine. */
    private void register(int port, Identity identity) throws IOException {
        String manifest = Files.readString(Path.of("../deploy/webhook.yaml"));
        String ca = Base64.getEncoder().encodeToString(identity.certificate().getBytes());
        cluster.apply(
                namespace,
                manifest.substring(manifest.indexOf("---\n"))
                        .replace("name: keda-admission}", "name: " + namespace + "}")
                        .replaceAll(
                                "service: \\{name: keda-admission-webhooks, namespace: keda, port: 443, path: (\\S+)}",
                                "{url: \"https://127.0.0.1:" + port + "$1\", caBundle: " + ca + "}")
                        .replace("clientConfig:\n    {", "clientConfig: {")
                        .replace(
                                "  failurePolicy: Ignore",
                                "  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: " + namespace + "}}\n"
                                        + "  failurePolicy: Ignore"));
        // An API server takes a moment to see whom it is to ask.
        String probe =
                object("probe", "{name: probe}", "triggers: [{type: cpu, useCachedMetrics: true, metadata: {}}]");
        eventually("the webhook is asked", SOON, () -> !refusal(probe).isEmpty());
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
        }
        if (weir != null) {
            weir.close();
        }
    }

    @Test
    void whatIsWrongIsRefusedWithAllItsProblems() {
        String refusal = refusal(object(
                "bad",
                "{name: app}",
                "fallback: {failureThreshold: 3, replicas: 2}\n"
                        + "triggers: [{type: cpu, useCachedMetrics: true, metadata: {value: \"5\"}}]"));
        for (String part : List.of(
                "admission webhook \"vscaledobject.kb.io\" denied the request: ",
                "spec.fallback: needs a trigger that is not cpu or memory",
                "spec.minReplicaCount: is absent, but must be 1 or more",
                "spec.triggers[0].useCachedMetrics: is true",
                "deployments.apps \"app\" not found")) {
            assertTrue(refusal.contains(part), refusal);
        }
        assertTrue(
                counter(
                                weir.meters(),
                                "keda_webhook_scaled_object_validation_errors_total{action=\"create\",namespace=\""
                                        + namespace + "\",reason=\"incorrect-fallback\"}")
                        >= 1,
                weir::meters);
        assertFalse(weir.log().toLowerCase(Locale.ROOT).contains("forbidden"), weir::log);
    }

    @Test
    void otherKindsAreRefusedToo() {
        assertTrue(refusal("""
                        apiVersion: keda.sh/v1alpha1
                        kind: TriggerAuthentication
                        metadata: {name: bad, namespace: NAMESPACE}
                        spec: {podIdentity: {provider: aws, externalID: x}}
                        """).contains("vstriggerauthentication.kb.io"));
        assertTrue(refusal("""
                        apiVersion: eventing.keda.sh/v1alpha1
                        kind: CloudEventSource
                        metadata: {name: bad, namespace: NAMESPACE}
                        spec:
                          destination: {http: {uri: "http://a/"}}
                          eventSubscription:
                            includedEventTypes: [keda.scaledobject.ready.v1]
                            excludedEventTypes: [keda.scaledobject.failed.v1]
                        """).contains("vcloudeventsource.kb.io"));
    }

    @Test
    void cpuLooksAtTheTargetAndAtLimitRangesUnlessNothingIsWritten() {
        cluster.apply(namespace, TestCluster.deployment("app", 1));
        String cpu = object(
                "cpu",
                "{name: app}",
                "minReplicaCount: 1\ntriggers: [{type: cpu, metricType: Utilization, metadata: {value: \"50\"}}]");
        assertTrue(refusal(cpu).contains("container \"main\" has no request and no limit of cpu"), () -> refusal(cpu));
        cluster.client().resource(read(cpu)).dryRun().create();
        cluster.apply(namespace, """
                apiVersion: v1
                kind: LimitRange
                metadata: {name: usual}
                spec: {limits: [{type: Container, defaultRequest: {cpu: 10m}}]}
                """);
        cluster.apply(namespace, cpu.replace("NAMESPACE", namespace));
        assertFalse(weir.log().toLowerCase(Locale.ROOT).contains("forbidden"), weir::log);
    }

    @Test
    void aSecondObjectOnOneTargetIsRefusedUntilTheFirstIsGone() {
        cluster.apply(namespace, TestCluster.deployment("app", 1));
        cluster.apply(namespace, object("first", "{name: app}", CRON).replace("NAMESPACE", namespace));
        String second = object("second", "{name: app}", CRON);
        eventually(
                "refused",
                SOON,
                () -> refusal(second)
                        .contains(
                                "the workload 'app' of type 'apps/v1.Deployment' is already managed by the ScaledObject 'first'"));
        eventually(
                "it is looked after, its marks have passed",
                SOON,
                () -> !find("first").getMetadata().getFinalizers().isEmpty());
        cluster.delete(find("first"));
        eventually("accepted", SOON, () -> {
            cluster.apply(namespace, second.replace("NAMESPACE", namespace));
            return true;
        });
        cluster.delete(find("second"));
    }

    @Test
    void anObjectThatWasThereBeforeCanBeLetGo() {
        weir.kill();
        cluster.apply(
                namespace,
                object("old", "{name: gone}", "triggers: [{type: cpu, useCachedMetrics: true, metadata: {}}]")
                        .replace("NAMESPACE", namespace)
                        .replace("name: old,", "name: old, finalizers: [example.com/a],"));
        weir.restart();
        assertThrows(
                KubernetesClientException.class,
                () -> cluster.client().resource(find("old")).edit(object -> {
                    object.getMetadata().setLabels(java.util.Map.of("a", "b"));
                    return object;
                }));
        cluster.client().resource(find("old")).delete();
        eventually(
                "let go",
                SOON,
                () -> cluster.client().resource(find("old")).edit(object -> {
                            object.getMetadata()
                                    .setFinalizers(object.getMetadata().getFinalizers().stream()
                                            .filter(mark -> !mark.equals("example.com/a"))
                                            .toList());
                            return object;
                        })
                        != null);
        eventually("gone", SOON, () -> find("old") == null);
    }

    @Test
    void whatHasNoEffectIsAWarningAndAnEvent() throws Exception {
        cluster.apply(namespace, TestCluster.deployment("app", 1));
        String manifest = object("idle", "{name: app}", "minReplicaCount: 1\ncooldownPeriod: 60\n" + CRON);
        HttpResponse<String> response = cluster.client()
                .getHttpClient()
                .sendAsync(
                        cluster.client()
                                .getHttpClient()
                                .newHttpRequestBuilder()
                                .uri(URI.create(
                                        cluster.client().getConfiguration().getMasterUrl()
                                                + "apis/keda.sh/v1alpha1/namespaces/" + namespace + "/scaledobjects"))
                                .post(
                                        "application/json",
                                        cluster.client()
                                                .getKubernetesSerialization()
                                                .asJson(read(manifest)))
                                .build(),
                        String.class)
                .get(30, TimeUnit.SECONDS);
        assertEquals(201, response.code(), response::body);
        assertTrue(
                response.headers("warning").toString().contains("spec.cooldownPeriod: of 60 s has no effect"),
                () -> response.headers().toString());
        eventually(
                "it is an event",
                SOON,
                () -> cluster.events(namespace, "idle").stream()
                        .anyMatch(event -> event.startsWith("KEDAScalerInfo: spec.cooldownPeriod")));
        cluster.delete(find("idle"));
    }

    private static String object(String name, String target, String spec) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: NAME, namespace: NAMESPACE}
                spec:
                  scaleTargetRef: TARGET
                """.replace("NAME,", name + ",").replace("TARGET", target) + spec.indent(2);
    }

    private GenericKubernetesResource read(String manifest) {
        return cluster.client()
                .getKubernetesSerialization()
                .unmarshal(manifest.replace("NAMESPACE", namespace), GenericKubernetesResource.class);
    }

    private GenericKubernetesResource find(String name) {
        return cluster.client()
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** Why it is not accepted; empty if it is, and then it is taken away again. */
    private String refusal(String manifest) {
        try {
            cluster.delete(cluster.client().resource(read(manifest)).create());
            return "";
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
