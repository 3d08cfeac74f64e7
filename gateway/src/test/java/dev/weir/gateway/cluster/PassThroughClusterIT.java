package dev.weir.gateway.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole API through the aggregation layer of a real API server, beside a second adapter behind Weir. */
final class PassThroughClusterIT {

    private static final String VERSION = "/apis/external.metrics.k8s.io/v1beta1";
    private static final String RESOURCES = """
            {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "external.metrics.k8s.io/v1beta1", "resources":
            [{"name": "queue_depth", "singularName": "", "namespaced": true, "kind": "ExternalMetricValueList", "verbs": ["get"]}]}
            """;
    private static final String VALUES = """
            {"kind": "ExternalMetricValueList", "apiVersion": "external.metrics.k8s.io/v1beta1", "metadata": {}, "items":
            [{"metricName": "queue_depth", "metricLabels": {"queue": "a"}, "timestamp": "2026-03-01T12:00:00Z", "value": "20"}]}
            """;

    @TempDir
    private Path folder;

    private HttpServer adapter;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        adapter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(VERSION, RESOURCES);
        answer(VERSION + "/namespaces", VALUES);
        adapter.start();
        TestCluster cluster = TestCluster.connect();
        room = Room.open(
                cluster,
                cluster.namespace("passing-"),
                folder,
                System.getenv("KUBECONFIG"),
                "--set",
                "adapter-url=http://127.0.0.1:" + adapter.getAddress().getPort(),
                "--set",
                "adapter-refresh=1s");
    }

    @AfterEach
    void close() {
        if (room != null) {
            room.close();
        }
        adapter.stop(0);
    }

    private void answer(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        adapter.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void hpasReadOursAndTheAdaptersThroughWeir() {
        room.says(10);
        room.deployment("orders", 1);
        room.object("orders", "{name: orders}");
        room.deployment("legacy", 1);
        room.cluster.apply(room.namespace, """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: legacy}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: legacy}
                  minReplicas: 1
                  maxReplicas: 10
                  metrics:
                  - type: External
                    external:
                      metric:
                        name: queue_depth
                        selector: {matchExpressions: [{key: queue, operator: In, values: [a, b]}]}
                      target: {type: AverageValue, averageValue: "5"}
                """);
        room.untilReplicas("orders", 2, Duration.ofSeconds(90));
        room.untilReplicas("legacy", 4, Duration.ofSeconds(90));
    }

    @Test
    void theApiServerTellsOfAllThatThereIs() throws Exception {
        TestCluster.eventually("both are listed", Duration.ofSeconds(30), () -> {
            JsonNode resources = room.cluster.json(VERSION).path("resources");
            return resources.size() == 2
                    && resources.path(1).path("name").asString().equals("queue_depth");
        });
        TestCluster.eventually(
                "both are in the aggregated document",
                Duration.ofSeconds(90),
                () -> aggregated().contains("\"externalmetrics\"")
                        && aggregated().contains("\"queue_depth\""));
        TestCluster.eventually(
                "the description is there",
                Duration.ofSeconds(90),
                () -> room.cluster.client().raw("/openapi/v3").contains(VERSION.substring(1)));
        String described = room.cluster.client().raw("/openapi/v3" + VERSION);
        assertTrue(described.contains("external_metrics.v1beta1.ExternalMetricValueList"), described);
        assertEquals(
                "20",
                room.cluster
                        .json(VERSION + "/namespaces/" + room.namespace + "/queue_depth")
                        .path("items")
                        .path(0)
                        .path("value")
                        .asString());
    }

    private String aggregated() throws Exception {
        HttpResponse<String> response = room.cluster
                .client()
                .getHttpClient()
                .sendAsync(
                        room.cluster
                                .client()
                                .getHttpClient()
                                .newHttpRequestBuilder()
                                .uri(URI.create(room.cluster.client().getMasterUrl() + "apis"))
                                .header(
                                        "Accept",
                                        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
                                .build(),
                        String.class)
                .get(10, TimeUnit.SECONDS);
        for (JsonNode group : new JsonMapper().readTree(response.body()).path("items")) {
            if (group.path("metadata").path("name").asString().equals("external.metrics.k8s.io")) {
                return group.toString();
            }
        }
        return "";
    }
}
