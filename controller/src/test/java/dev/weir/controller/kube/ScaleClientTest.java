package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.FakeCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
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
