package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.always;
import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What people get wrong is told to them, all of it, and changes nothing that runs. */
class BadInputClusterIT {

    private static final String GOOD = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: worker}
            spec:
              scaleTargetRef: {name: worker}
              minReplicaCount: 3
              maxReplicaCount: 5
              triggers:
              - type: cron
                metadata: {timezone: UTC, start: "0 0 1 1 *", end: "1 0 1 1 *", desiredReplicas: "4"}
            """;

    /** No end, a number that is none, a name that is misspelt. */
    private static final String BAD = GOOD.replace(
            "metadata: {timezone: UTC, start: \"0 0 1 1 *\", end: \"1 0 1 1 *\", desiredReplicas: \"4\"}",
            "metadata: {timezone: UTC, start: \"0 0 1 1 *\", desiredReplicas: \"many\", desiredReplica: \"4\"}");

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private WeirProcess weir;
    private String namespace;

    @BeforeEach
    void startAll() {
        cluster = TestCluster.connect();
        namespace = cluster.namespace("weir-bad-");
        weir = WeirProcess.start(folder, namespace);
        cluster.aggregate(namespace, weir.port());
    }

    @AfterEach
    void stopAll() {
        if (cluster != null) {
            cluster.close();
        }
        if (weir != null) {
            weir.close();
        }
    }

    @Test
    void threeMistakesAreThreeProblemsAndNothingMoves() throws Exception {
        cluster.apply(namespace, TestCluster.deployment("worker", 3));
        cluster.apply(namespace, GOOD);
        eventually("the object is ready", Duration.ofSeconds(15), () -> ready().equals("True"));
        HorizontalPodAutoscaler before = hpa();
        long generation = generation();

        cluster.apply(namespace, BAD);

        eventually("it is said", Duration.ofSeconds(15), () -> ready().equals("False"));
        for (String problem : new String[] {"end", "\"many\"", "unknown parameter \"desiredReplica\""}) {
            assertTrue(message().contains(problem), problem + " is missing in: " + message());
        }
        eventually(
                "an event says it too",
                Duration.ofSeconds(10),
                () -> cluster.events(namespace, "worker").stream()
                        .anyMatch(event -> event.contains("end") && event.contains("\"many\"")));
        always(
                "the HPA and the replicas stay",
                Duration.ofSeconds(10),
                () -> hpa().getSpec().equals(before.getSpec()) && generation() == generation);
    }

    @Test
    void unknownMetricsAndSelectorsAreAnsweredInKedasWords() {
        assertEquals(
                "rpc error: code = Unknown desc = error when getting metric values "
                        + "no matching metrics found for s0-nothing",
                refusal("/s0-nothing?labelSelector=scaledobject.keda.sh%2Fname%3Dworker"));
    }

    private String refusal(String path) {
        KubernetesClientException refused = assertThrows(
                KubernetesClientException.class,
                () -> cluster.client()
                        .raw("/apis/external.metrics.k8s.io/v1beta1/namespaces/" + namespace + path, "GET", null));
        return refused.getStatus().getMessage();
    }

    private HorizontalPodAutoscaler hpa() {
        return cluster.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .withName("keda-hpa-worker")
                .get();
    }

    private long generation() {
        return cluster.deployment(namespace, "worker").getMetadata().getGeneration();
    }

    private String ready() {
        return condition().path("status").asString("");
    }

    private String message() {
        return condition().path("message").asString("");
    }

    private JsonNode condition() {
        JsonNode object = cluster.json("/apis/keda.sh/v1alpha1/namespaces/" + namespace + "/scaledobjects/worker");
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asString().equals("Ready")) {
                return condition;
            }
        }
        return object.path("nothing");
    }
}
