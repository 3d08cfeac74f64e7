package dev.weir.gateway.cluster;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** A namespace of a test's own, a Weir process that serves the cluster's metrics, and a source that says what the test wants. */
final class Room implements AutoCloseable {

    final TestCluster cluster;
    final String namespace;
    final WeirProcess weir;
    private final HttpServer source;
    private final AtomicInteger polls = new AtomicInteger();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private volatile int value;

    private Room(TestCluster cluster, String namespace, WeirProcess weir, HttpServer source) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.weir = weir;
        this.source = source;
    }

    /** Skips the test where there is no cluster. */
    static Room open(Path folder, String prefix) {
        TestCluster cluster = TestCluster.connect();
        return open(cluster, cluster.namespace(prefix), folder, System.getenv("KUBECONFIG"));
    }

    /** The same with a kubeconfig of its own, and more options. */
    static Room open(TestCluster cluster, String namespace, Path folder, String kubeconfig, String... options) {
        try {
            HttpServer source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            WeirProcess weir = WeirProcess.start(folder, namespace, kubeconfig, options);
            Room room = new Room(cluster, namespace, weir, source);
            source.createContext("/", exchange -> {
                room.polls.incrementAndGet();
                byte[] body = ("{\"value\": " + room.value + "}").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            source.createContext("/events", exchange -> {
                room.events.add(exchange.getRequestHeaders().getFirst("ce-type") + " "
                        + exchange.getRequestHeaders().getFirst("ce-subject"));
                exchange.sendResponseHeaders(202, -1);
                exchange.close();
            });
            source.start();
            cluster.aggregate(namespace, weir.port());
            return room;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A second process that waits for the Lease of the first. */
    WeirProcess another(Path folder) {
        try {
            return WeirProcess.start(Files.createDirectories(folder.resolve("another")), namespace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void says(int next) {
        value = next;
    }

    int polls() {
        return polls.get();
    }

    /** A ScaledObject that asks the source each second, five a replica; {@code spec} is added to it, as lines of YAML. */
    void object(String name, String target, String... spec) {
        cluster.apply(
                namespace,
                """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: NAME}
                spec:
                  scaleTargetRef: TARGET
                  pollingInterval: 1
                  triggers:
                  - type: metrics-api
                    metadata: {url: "URL", valueLocation: value, targetValue: "5"}
                """.replace("NAME", name).replace("TARGET", target).replace("URL", url())
                        + String.join("\n", spec).indent(2));
    }

    /** Of the source. */
    String url() {
        return "http://127.0.0.1:" + source.getAddress().getPort() + "/";
    }

    /** Where CloudEvents may be sent. */
    String eventsUrl() {
        return url() + "events";
    }

    /** {@code type subject} of each CloudEvent so far. */
    List<String> events() {
        return List.copyOf(events);
    }

    void deployment(String name, int replicas) {
        cluster.apply(namespace, TestCluster.deployment(name, replicas));
    }

    int replicas(String name) {
        return cluster.replicas(namespace, name);
    }

    void untilReplicas(String name, int wanted, Duration within) {
        TestCluster.eventually(name + " has " + wanted + " replicas", within, () -> replicas(name) == wanted);
    }

    /** Rises with each change of what is wanted of a Deployment. */
    long generation(String name) {
        return cluster.deployment(namespace, name).getMetadata().getGeneration();
    }

    /** The path of the metric of {@code orders}. */
    String metric() {
        return "/apis/external.metrics.k8s.io/v1beta1/namespaces/" + namespace
                + "/s0-metric-api-value?labelSelector=scaledobject.keda.sh%2Fname%3Dorders";
    }

    /** {@code status reason} of a condition of a ScaledObject. */
    String condition(String name, String type) {
        return condition("scaledobjects", name, type);
    }

    /** The same of an object of another kind of KEDA's. */
    String condition(String kinds, String name, String type) {
        return conditionAt("/apis/keda.sh/v1alpha1/namespaces/" + namespace + "/" + kinds + "/" + name, type);
    }

    /** {@code status reason} of the condition of a CloudEventSource. */
    String active(String eventSource) {
        return conditionAt(
                "/apis/eventing.keda.sh/v1alpha1/namespaces/" + namespace + "/cloudeventsources/" + eventSource,
                "Active");
    }

    private String conditionAt(String path, String type) {
        JsonNode object = cluster.json(path);
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asString().equals(type)) {
                return condition.path("status").asString() + " "
                        + condition.path("reason").asString();
            }
        }
        return "";
    }

    void untilCondition(String name, String type, String wanted) {
        TestCluster.eventually(
                name + " has " + type + " " + wanted,
                Duration.ofSeconds(60),
                () -> condition(name, type).equals(wanted));
    }

    /** Names of all HPAs. */
    List<String> hpas() {
        return cluster
                .client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .list()
                .getItems()
                .stream()
                .map(hpa -> hpa.getMetadata().getName())
                .sorted()
                .toList();
    }

    void annotate(String name, String annotation, String value) {
        cluster.client()
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"autoscaling.keda.sh/" + annotation + "\": "
                                + (value == null ? "null" : "\"" + value + "\"") + "}}}");
    }

    @Override
    public void close() {
        cluster.close();
        weir.close();
        source.stop(0);
    }
}
