package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.FakeCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScaleClientTest {

    private static final ResourceKind DEPLOYMENT = new ResourceKind("apps", "v1", "Deployment", "deployments");
    private static final ObjectKey APP = new ObjectKey("shop", "app");

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final ScaleClient scales = new ScaleClient(client);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void knowsTheKindsOfAppsWithoutAsking() {
        assertEquals(Optional.of(DEPLOYMENT), scales.resolve("apps/v1", "Deployment"));
        assertEquals(
                Optional.of(new ResourceKind("apps", "v1", "StatefulSet", "statefulsets")),
                scales.resolve("apps/v1", "StatefulSet"));

        assertTrue(cluster.requests().isEmpty(), cluster.requests()::toString);
    }

    @Test
    void asksForOtherKinds() {
        assertEquals(Optional.empty(), scales.resolve("argoproj.io/v1alpha1", "Rollout"));

        assertFalse(cluster.requests().isEmpty());
    }

    @Test
    void scales() {
        deployment(0);

        assertEquals(0, scales.write(DEPLOYMENT, APP, 3));

        assertEquals(3, scales.read(DEPLOYMENT, APP).orElseThrow().getSpec().getReplicas());
        assertEquals(3, replicas());
    }

    @Test
    void writesNothingThatIsSo() {
        deployment(3);
        cluster.forgetRequests();

        assertEquals(3, scales.write(DEPLOYMENT, APP, 3));

        assertEquals(0, cluster.writes().count());
    }

    @Test
    void namesATargetThatIsNotThere() {
        assertEquals(Optional.empty(), scales.read(DEPLOYMENT, APP));
        assertFalse(scales.exists(DEPLOYMENT, APP));
        NotScalableException e = assertThrows(NotScalableException.class, () -> scales.write(DEPLOYMENT, APP, 1));
        assertEquals("Deployment shop/app does not exist or has no /scale", e.getMessage());
    }

    @Test
    void aWatchedTargetThatSomebodyElseHasScaledIsLeftAlone() {
        cluster.create(client, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app, namespace: shop}
                spec: {replicas: 0, template: {spec: {containers: []}}}
                """);
        Workloads workloads = new Workloads(client, Namespaces.ALL);
        workloads.start().await();
        // From here on the watch hears of nothing.
        workloads.stop();
        client.apps().deployments().inNamespace("shop").withName("app").scale(3);

        cluster.refuse("PUT", "/scale", 409, "Conflict", "the object has been modified");

        TargetMovedException e = assertThrows(TargetMovedException.class, () -> workloads.scale(DEPLOYMENT, APP, 1));

        assertEquals("Deployment shop/app has 3 replicas by now and not 0", e.getMessage());
        assertEquals(3, scales.read(DEPLOYMENT, APP).orElseThrow().getSpec().getReplicas());
    }

    @Test
    void countsThePodsOfItsSelectorThatRunAndAreReady() {
        cluster.serve("shop.example", "v1", "Till", "tills");
        till("front", "app=front");
        pod("ready", "front", "Running", "True");
        pod("starting", "front", "Running", "False");
        pod("over", "front", "Succeeded", "True");
        pod("another", "back", "Running", "True");
        Workloads workloads = new Workloads(client, Namespaces.ALL);
        ResourceKind kind = workloads.resolve("shop.example/v1", "Till").orElseThrow();

        assertEquals(
                Optional.of(new Workloads.Counts(2, OptionalInt.of(1))),
                workloads.countsWithPods(kind, new ObjectKey("shop", "front")));
    }

    @Test
    void withoutASelectorNobodyKnowsWhichPodsAreReady() {
        cluster.serve("shop.example", "v1", "Till", "tills");
        till("front", "");
        Workloads workloads = new Workloads(client, Namespaces.ALL);
        ResourceKind kind = workloads.resolve("shop.example/v1", "Till").orElseThrow();

        assertEquals(
                Optional.of(new Workloads.Counts(2, OptionalInt.empty())),
                workloads.countsWithPods(kind, new ObjectKey("shop", "front")));
        assertEquals(Optional.empty(), workloads.countsWithPods(kind, new ObjectKey("shop", "nobody")));
    }

    @Test
    void podsThatCannotBeListedAreAFailureAndNoCount() {
        cluster.serve("shop.example", "v1", "Till", "tills");
        till("front", "app=front");
        cluster.refuse("GET", "/pods", 403, "", "pods is forbidden");
        Workloads workloads = new Workloads(client, Namespaces.ALL);
        ResourceKind kind = workloads.resolve("shop.example/v1", "Till").orElseThrow();

        KubernetesClientException e = assertThrows(
                KubernetesClientException.class, () -> workloads.countsWithPods(kind, new ObjectKey("shop", "front")));
        assertEquals(403, e.getCode());
    }

    private void till(String name, String selector) {
        cluster.create(client, """
                apiVersion: shop.example/v1
                kind: Till
                metadata: {name: %s, namespace: shop}
                spec: {replicas: 2}
                status: {selector: "%s"}
                """.formatted(name, selector));
    }

    private void pod(String name, String app, String phase, String ready) {
        cluster.create(client, """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shop, labels: {app: %s}}
                spec: {containers: [{name: app}]}
                status: {phase: %s, conditions: [{type: Ready, status: "%s"}]}
                """.formatted(name, app, phase, ready));
    }

    private void deployment(int replicas) {
        cluster.create(client, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app, namespace: shop}
                spec: {replicas: %d, template: {spec: {containers: [{name: app}]}}}
                """.formatted(replicas));
    }

    private int replicas() {
        return client.apps()
                .deployments()
                .inNamespace("shop")
                .withName("app")
                .get()
                .getSpec()
                .getReplicas();
    }
}
