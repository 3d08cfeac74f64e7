package dev.weir.gateway.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster with our CRDs; what a test puts there is taken away again when it ends. */
final class TestCluster implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final KubernetesClient client;
    private final Deque<HasMetadata> made = new ConcurrentLinkedDeque<>();

    private TestCluster(KubernetesClient client) {
        this.client = client;
    }

    /** Skips the test where there is no cluster. */
    static TestCluster connect() {
        assumeTrue(
                "true".equals(System.getenv("WEIR_CLUSTER")), "needs a cluster: set KUBECONFIG and WEIR_CLUSTER=true");
        TestCluster cluster = new TestCluster(new KubernetesClientBuilder().build());
        cluster.applyCrds();
        return cluster;
    }

    KubernetesClient client() {
        return client;
    }

    private void applyCrds() {
        try (Stream<Path> files = Files.list(Path.of("../deploy/crds"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".yaml")).toList()) {
                CustomResourceDefinition crd =
                        Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
                client.resource(crd).fieldManager("weir-test").forceConflicts().serverSideApply();
                client.resource(crd).waitUntilCondition(TestCluster::established, 30, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean established(CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(is -> is.getType().equals("Established")
                                && is.getStatus().equals("True"));
    }

    /** A namespace of the test's own. */
    String namespace(String prefix) {
        HasMetadata namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName(prefix)
                        .endMetadata()
                        .build())
                .create();
        made.push(namespace);
        return namespace.getMetadata().getName();
    }

    /** Puts manifests there, as {@code kubectl apply --server-side} does; a namespace they name wins over the given one. */
    void apply(String namespace, String manifests) {
        for (HasMetadata item : client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            if (item.getMetadata().getNamespace() == null && !item.getKind().equals("APIService")) {
                item.getMetadata().setNamespace(namespace);
            }
            client.resource(item).fieldManager("kubectl").forceConflicts().serverSideApply();
            made.push(item);
        }
    }

    /** Lets the API server ask the gateway on this machine's loopback for external metrics. */
    void aggregate(String namespace, int port) {
        aggregate(namespace, port, "insecureSkipTLSVerify: true");
    }

    /** The same, but the certificate is checked by the bundle that somebody puts there. */
    void aggregateChecked(String namespace, int port) {
        aggregate(namespace, port, "insecureSkipTLSVerify: false");
    }

    private void aggregate(String namespace, int port, String check) {
        apply(namespace, """
                apiVersion: v1
                kind: Service
                metadata: {name: weir}
                spec: {type: ExternalName, externalName: localhost, ports: [{port: PORT}]}
                ---
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata: {name: v1beta1.external.metrics.k8s.io}
                spec:
                  group: external.metrics.k8s.io
                  version: v1beta1
                  groupPriorityMinimum: 100
                  versionPriority: 100
                  CHECK
                  service: {name: weir, namespace: NAMESPACE, port: PORT}
                """.replace("PORT", Integer.toString(port))
                .replace("NAMESPACE", namespace)
                .replace("CHECK", check));
        eventually(
                "the API server serves external metrics",
                Duration.ofSeconds(60),
                () -> client.raw("/apis/external.metrics.k8s.io/v1beta1") != null);
    }

    /** A Deployment whose pods do nothing. */
    static String deployment(String name, int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: NAME}
                spec:
                  replicas: COUNT
                  selector: {matchLabels: {app: NAME}}
                  template:
                    metadata: {labels: {app: NAME}}
                    spec: {containers: [{name: main, image: pause}]}
                """.replace("NAME", name).replace("COUNT", Integer.toString(replicas));
    }

    Deployment deployment(String namespace, String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name).get();
    }

    int replicas(String namespace, String name) {
        return deployment(namespace, name).getSpec().getReplicas();
    }

    /** How often anybody wrote a scale of a Deployment since the API server started, by its own count. */
    long scaleWrites() {
        Pattern line =
                Pattern.compile("apiserver_request_total\\{[^}]*resource=\"deployments\"[^}]*subresource=\"scale\"[^}]*"
                        + "verb=\"(?:PUT|PATCH|UPDATE|APPLY)\"[^}]*} (\\S+)");
        return line.matcher(client.raw("/metrics"))
                .results()
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
    }

    JsonNode json(String path) {
        return JSON.readTree(client.raw(path));
    }

    /** The messages of the events about an object, newest text of each. */
    List<String> events(String namespace, String name) {
        List<String> messages = new ArrayList<>();
        client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .forEach(event -> messages.add(event.getReason() + ": " + event.getMessage()));
        return messages;
    }

    /** Waits until something is so; a check that throws is not so yet. */
    static void eventually(String what, Duration atMost, Callable<Boolean> check) {
        long end = System.nanoTime() + atMost.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (check.call()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            pause(Duration.ofMillis(100));
        }
        throw new AssertionError("still not so after " + atMost + ": " + what, last);
    }

    /** Looks again and again: it must be so all the time. */
    static void always(String what, Duration duration, Callable<Boolean> check) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            Assertions.assertTrue(check.call(), what);
            pause(Duration.ofMillis(500));
        }
    }

    static void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The value of a counter in Prometheus text whose line starts so. */
    static double counter(String text, String start) {
        Matcher line = Pattern.compile(Pattern.quote(start) + "[^\\n]* (\\S+)").matcher(text);
        double sum = 0;
        while (line.find()) {
            sum += Double.parseDouble(line.group(1));
        }
        return sum;
    }

    /** Deletes an object and waits until its finalizers have let it go. */
    void delete(HasMetadata item) {
        client.resource(item).withTimeout(30, TimeUnit.SECONDS).delete();
    }

    @Override
    public void close() {
        while (!made.isEmpty()) {
            client.resource(made.pop()).delete();
        }
        client.close();
    }
}
