package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that Weir does, done with the rights of {@code deploy/rbac.yaml} and no others. */
class RightsClusterIT {

    private static final Path RIGHTS = Path.of("../deploy/rbac.yaml");
    private static final Path FEATURES = Path.of("../deploy/examples/features");
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void theRightsThatAreAskedForAreEnough() throws IOException {
        TestCluster cluster = TestCluster.connect();
        String namespace = cluster.namespace("weir-rights-");
        try (Room room = Room.open(
                cluster,
                namespace,
                folder,
                operator(cluster, namespace, folder),
                "--enable-cert-rotation",
                "--metrics-server-service-name=weir")) {
            cluster.aggregateChecked(namespace, room.weir.port());
            everythingAtOnce(room);
            isTrustedByWebhooks(room);

            room.untilCondition("orders", "Active", "True ScalerActive");
            eventually("scaled by its own kind", SOON, () -> room.replicas("app") >= 1);
            room.untilCondition("custom-resource", "Active", "True ScalerActive");
            room.untilCondition("smoothing", "Ready", "True ScaledObjectReady");
            eventually("a Job is made", SOON, () -> jobs(room) == 2);
            eventually(
                    "its status is written",
                    SOON,
                    () -> room.condition("scaledjobs", "accurate", "Active").equals("True ScalerActive"));
            eventually("used", SOON, () -> users(room).equals("orders"));
            eventually(
                    "events are written",
                    SOON,
                    () -> room.cluster.events(namespace, "orders").stream()
                            .anyMatch(event -> event.startsWith("KEDAScaleTargetActivated")));
            deletesAndPauses(room);
            String log = room.weir.log().toLowerCase(Locale.ROOT);
            assertFalse(log.contains("forbidden"), room.weir::log);
        }
    }

    private static void everythingAtOnce(Room room) throws IOException {
        room.says(2);
        room.deployment("app", 0);
        room.cluster.apply(room.namespace, """
                apiVersion: v1
                kind: Secret
                metadata: {name: login}
                stringData: {password: x}
                ---
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: login}
                spec: {secretTargetRef: [{parameter: password, name: login, key: password}]}
                """);
        room.cluster.apply(room.namespace, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders}
                spec:
                  scaleTargetRef: {name: app}
                  pollingInterval: 1
                  triggers:
                  - type: metrics-api
                    metadata: {url: "URL", valueLocation: value, targetValue: "5"}
                    authenticationRef: {name: login}
                """.replace("URL", room.url()));
        room.cluster.apply(room.namespace, Files.readString(FEATURES.resolve("crds/crews.yaml")));
        eventually(
                "the API server knows crews",
                SOON,
                () -> room.cluster.client().getApiResources("examples.weir.dev/v1") != null);
        for (String name : new String[] {"custom-resource", "smoothing"}) {
            room.cluster.apply(room.namespace, Files.readString(FEATURES.resolve(name + ".yaml")));
        }
        room.cluster.apply(
                room.namespace,
                Files.readString(FEATURES.resolve("../jobs/accurate.yaml"))
                        .replace("namespace: default", "namespace: " + room.namespace)
                        .replace("maxReplicaCount: 6", "maxReplicaCount: 2")
                        .replace("http://queue.default.svc/", room.url())
                        .replace("valueLocation: waiting", "valueLocation: value"));
        room.cluster.apply(room.namespace, """
                apiVersion: eventing.keda.sh/v1alpha1
                kind: CloudEventSource
                metadata: {name: audit}
                spec: {destination: {http: {uri: "URL"}}}
                """.replace("URL", room.url()));
        eventually("events are sent", SOON, () -> room.active("audit").equals("True CloudEventSourceActive"));
    }

    private static void isTrustedByWebhooks(Room room) {
        room.cluster.apply(room.namespace, """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: keda-admission}
                webhooks:
                - name: nothing.weir.dev
                  admissionReviewVersions: [v1]
                  sideEffects: None
                  failurePolicy: Ignore
                  rules: [{apiGroups: [nothing.weir.dev], apiVersions: [v1], operations: [CREATE], resources: [none]}]
                  clientConfig: {service: {name: keda-admission-webhooks, namespace: NAMESPACE}}
                """.replace("NAMESPACE", room.namespace));
        eventually(
                "webhooks trust its certificates",
                SOON,
                () -> room.cluster
                                .client()
                                .resources(ValidatingWebhookConfiguration.class)
                                .withName("keda-admission")
                                .get()
                                .getWebhooks()
                                .get(0)
                                .getClientConfig()
                                .getCaBundle()
                        != null);
    }

    /** An edit of a ScaledJob deletes its Jobs, a pause an HPA, and finalizers are let go of. */
    private static void deletesAndPauses(Room room) {
        room.annotate("orders", "paused", "true");
        room.untilCondition("orders", "Paused", "True ScaledObjectPaused");
        eventually("no HPA", SOON, () -> !room.hpas().contains("keda-hpa-orders"));
        var jobs = room.cluster
                .client()
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledJob")
                .inNamespace(room.namespace)
                .withName("accurate");
        jobs.edit(job -> {
            job.setAdditionalProperty(
                    "spec", withRounds((Map<?, ?>) job.getAdditionalProperties().get("spec")));
            return job;
        });
        eventually(
                "replaced",
                SOON,
                () -> room.cluster.events(room.namespace, "accurate").stream()
                        .anyMatch(event -> event.startsWith("ScaledJobRolloutCleanupCompleted")));
        jobs.delete();
        eventually("gone", SOON, () -> jobs.get() == null);
    }

    private static Map<Object, Object> withRounds(Map<?, ?> spec) {
        Map<Object, Object> edited = new LinkedHashMap<>(spec);
        edited.put("pollingInterval", 3);
        return edited;
    }

    private static int jobs(Room room) {
        return room.cluster
                .client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(room.namespace)
                .list()
                .getItems()
                .size();
    }

    private static String users(Room room) {
        return room.cluster
                .json("/apis/keda.sh/v1alpha1/namespaces/" + room.namespace + "/triggerauthentications/login")
                .path("status")
                .path("scaledobjects")
                .asString();
    }

    /** Gives the rights of the manifest; the kubeconfig that is written logs in as its ServiceAccount. */
    static String operator(TestCluster cluster, String namespace, Path folder) throws IOException {
        cluster.apply(
                namespace,
                Files.readString(RIGHTS)
                        .replace("namespace: keda}", "namespace: " + namespace + "}")
                        .replace("name: weir-", "name: " + namespace + "-"));
        String token = cluster.client()
                .serviceAccounts()
                .inNamespace(namespace)
                .withName("keda-operator")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        Config config = cluster.client().getConfiguration();
        String authority = config.getCaCertFile() == null
                ? "certificate-authority-data: " + config.getCaCertData()
                : "certificate-authority: " + config.getCaCertFile();
        assertEquals(3, token.split("\\.").length, "a JWT");
        return Files.writeString(folder.resolve("operator.kubeconfig"), """
                        apiVersion: v1
                        kind: Config
                        clusters:
                        - {name: test, cluster: {server: "SERVER", AUTHORITY}}
                        users:
                        - {name: operator, user: {token: "TOKEN"}}
                        contexts:
                        - {name: test, context: {cluster: test, user: operator}}
                        current-context: test
                        """.replace("SERVER", config.getMasterUrl())
                        .replace("AUTHORITY", authority)
                        .replace("TOKEN", token))
                .toString();
    }
}
