package dev.weir.controller.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceKeys;
import dev.weir.cache.testing.VirtualTime;
import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.stores.KeptAnswers;
import dev.weir.scalers.upstream.SharedClients;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClusterReferencesTest {

    private final Vertx vertx = Vertx.vertx();
    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final ClusterReferences references = new ClusterReferences(
            client,
            Watch.of(client, TriggerAuthentication.class, Namespaces.ALL),
            Watch.of(client, ClusterTriggerAuthentication.class, Namespaces.ALL),
            new Workloads(client, Namespaces.ALL),
            new KeptAnswers<>(
                    new ScalerEnvironment(
                            vertx,
                            InstantSource.system(),
                            SourceKeys.random(),
                            new SharedClients(),
                            Duration.ofSeconds(3),
                            List.of()),
                    new VirtualTime().timeline(),
                    () -> 0,
                    user -> {}),
            new Uses());

    @AfterEach
    void close() {
        cluster.close();
        vertx.close().await();
    }

    @Test
    void readsASecret() {
        cluster.create(client, """
                apiVersion: v1
                kind: Secret
                metadata: {name: access, namespace: shop}
                data: {password: aHVzaA==}
                """);

        assertEquals(Optional.of(Map.of("password", "hush")), references.secret("shop", "access"));
        assertEquals(Optional.empty(), references.secret("shop", "none"));
    }

    @Test
    void whatMayNotBeReadIsSaid() {
        cluster.refuse("GET", "/secrets/access", 403, "", "secrets \"access\" is forbidden");

        String message = assertThrows(UnreadableReferenceException.class, () -> references.secret("shop", "access"))
                .getMessage();

        assertTrue(message.startsWith("Secret shop/access cannot be read: "), message);
        assertTrue(message.endsWith("secrets \"access\" is forbidden"), message);
    }

    @Test
    void whatPassesIsLeftToATryLater() {
        cluster.refuse("GET", "/configmaps/access", 500, "", "etcd is away");

        assertThrows(KubernetesClientException.class, () -> references.configMap("shop", "access"));
    }
}
