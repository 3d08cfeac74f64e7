package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.testing.PrometheusServer;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred ScaledObjects that ask ten questions cost the Prometheus ten questions, and every HPA has its answer. */
class SharingClusterIT {

    private static final int OBJECTS = 100;
    private static final int QUERIES = 10;
    private static final Duration WINDOW = Duration.ofSeconds(60);

    /** Ten queries, one for each rhythm of the HPA controller, and ten more for where the window begins. */
    private static final int MOST_REQUESTS = 50;

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private PrometheusServer prometheus;
    private WeirProcess weir;
    private String namespace;

    @BeforeEach
    void startAll() {
        cluster = TestCluster.connect();
        prometheus = PrometheusServer.start(folder, List.of());
        namespace = cluster.namespace("weir-sharing-");
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
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void asksOnceForAll() throws Exception {
        for (int i = 0; i < OBJECTS; i++) {
            cluster.apply(namespace, TestCluster.deployment("app-" + i, 1));
            cluster.apply(namespace, manifest(i));
        }
        eventually(
                "every HPA has read its value",
                Duration.ofSeconds(120),
                () -> hpas().stream().filter(SharingClusterIT::hasValue).count() == OBJECTS);

        double before = queries();
        TestCluster.pause(WINDOW);
        double asked = queries() - before;

        System.out.println(OBJECTS + " objects over " + QUERIES + " queries asked Prometheus " + asked + " times in "
                + WINDOW.toSeconds() + " s");
        assertTrue(asked <= MOST_REQUESTS, asked + " requests in " + WINDOW);
        assertTrue(asked >= QUERIES, "the queries are still asked: " + asked);
        assertEquals(OBJECTS, hpas().stream().filter(SharingClusterIT::hasValue).count());
        assertEquals(List.of(), failedReads());
    }

    private static boolean hasValue(HorizontalPodAutoscaler hpa) {
        HorizontalPodAutoscalerStatus status = hpa.getStatus();
        int query = Integer.parseInt(hpa.getMetadata().getLabels().get("query"));
        return status != null
                && status.getCurrentMetrics() != null
                && status.getCurrentMetrics().stream()
                        .anyMatch(metric -> metric.getExternal() != null
                                && total(metric.getExternal().getCurrent().getAverageValue(), status) == query)
                && status.getConditions().stream()
                        .anyMatch(is -> is.getType().equals("ScalingActive")
                                && is.getStatus().equals("True"));
    }

    /** What the HPA controller divided by the replicas that it saw. */
    private static long total(io.fabric8.kubernetes.api.model.Quantity average, HorizontalPodAutoscalerStatus status) {
        return Math.round(average.getNumericalAmount().doubleValue() * status.getCurrentReplicas());
    }

    private List<HorizontalPodAutoscaler> hpas() {
        return cluster.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    private List<String> failedReads() {
        return cluster.client().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> "FailedGetExternalMetric".equals(event.getReason()))
                .map(event -> event.getInvolvedObject().getName() + ": " + event.getMessage())
                .toList();
    }

    /** How many queries the Prometheus answered, by its own count. */
    private double queries() throws IOException, InterruptedException {
        String text = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(prometheus.address() + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return text.lines()
                .filter(line ->
                        line.startsWith("prometheus_http_requests_total") && line.contains("handler=\"/api/v1/query\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String manifest(int number) {
        int query = 1 + number % QUERIES;
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: app-NUMBER, labels: {query: "QUERY"}}
                spec:
                  scaleTargetRef: {name: app-NUMBER}
                  minReplicaCount: 1
                  maxReplicaCount: 3
                  triggers:
                  - type: prometheus
                    metadata: {serverAddress: "SERVER", query: "vector(QUERY)", threshold: "5"}
                """.replace("NUMBER", Integer.toString(number))
                .replace("QUERY", Integer.toString(query))
                .replace("SERVER", prometheus.address());
    }
}
