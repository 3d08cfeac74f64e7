package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.testing.ServerProcess;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas in a cluster: whoever leads is killed, and metrics are measured and served all the same. */
class ReplicasClusterIT {

    private static final int OBJECTS = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger polls = new AtomicInteger();
    private final List<WeirProcess> replicas = new ArrayList<>();
    private TestCluster cluster;
    private String namespace;
    private int source;

    @BeforeEach
    void startAll() throws IOException {
        cluster = TestCluster.connect();
        namespace = cluster.namespace("weir-replicas-");
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    polls.incrementAndGet();
                    request.response().end("{\"v\":3}");
                })
                .listen(0, "127.0.0.1")
                .await();
        source = server.actualPort();
        Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef0123456789abcdef");
        List<Integer> ports = List.of(ServerProcess.freePort(), ServerProcess.freePort());
        for (int port : ports) {
            Path logs = Files.createDirectory(folder.resolve("replica-" + port));
            replicas.add(WeirProcess.start(
                    logs,
                    namespace,
                    System.getenv("KUBECONFIG"),
                    "--insecure-http",
                    "--set",
                    "cluster-port=" + port,
                    "--set",
                    "cluster-members=127.0.0.1:" + ports.get(0) + ",127.0.0.1:" + ports.get(1),
                    "--set",
                    "cluster-secret-file=" + secret));
        }
    }

    @AfterEach
    void stopAll() {
        // First: whoever is left lets go of the objects.
        if (cluster != null) {
            cluster.close();
        }
        replicas.forEach(WeirProcess::close);
        vertx.close().await();
    }

    @Test
    void theLeaderIsKilledAndMetricsAreServedAllTheSame() throws Exception {
        for (int i = 0; i < OBJECTS; i++) {
            cluster.apply(namespace, TestCluster.deployment("app-" + i, 1));
            cluster.apply(namespace, manifest(i));
        }
        for (WeirProcess replica : replicas) {
            eventually(
                    "two members",
                    Duration.ofSeconds(60),
                    () -> replica.meters().contains("weir_cluster_members 2"));
            for (int i = 0; i < OBJECTS; i++) {
                int number = i;
                eventually(
                        "app-" + i,
                        Duration.ofSeconds(60),
                        () -> read(replica, number).statusCode() == 200);
            }
        }
        // Both have every value; together they ask as often as one would.
        int before = polls.get();
        TestCluster.pause(INTERVAL.multipliedBy(4));
        int asked = polls.get() - before;
        assertTrue(asked <= OBJECTS * 5, asked + " polls of " + OBJECTS + " sources in four intervals");

        WeirProcess leader = replicas.get(0);
        WeirProcess other = replicas.get(1);
        leader.kill();
        long end = System.nanoTime() + INTERVAL.multipliedBy(5).toNanos();
        while (System.nanoTime() < end) {
            for (int i = 0; i < OBJECTS; i++) {
                HttpResponse<String> answer = read(other, i);
                assertEquals(200, answer.statusCode(), answer::body);
            }
            TestCluster.pause(Duration.ofMillis(100));
        }
    }

    private HttpResponse<String> read(WeirProcess replica, int number) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + replica.port()
                                + "/apis/external.metrics.k8s.io/v1beta1/namespaces/" + namespace + "/s0-metric-api-v"
                                + "?labelSelector=scaledobject.keda.sh%2Fname%3Dapp-" + number))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                BodyHandlers.ofString());
    }

    private String manifest(int number) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: app-NUMBER}
                spec:
                  scaleTargetRef: {name: app-NUMBER}
                  pollingInterval: 5
                  minReplicaCount: 1
                  maxReplicaCount: 3
                  triggers:
                  - type: metrics-api
                    metadata: {url: "http://127.0.0.1:PORT/NUMBER", valueLocation: v, targetValue: "5"}
                """.replace("NUMBER", Integer.toString(number)).replace("PORT", Integer.toString(source));
    }
}
