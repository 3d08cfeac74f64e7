package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.FakeCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class ApiFailureTest {

    private static final String PATH = "/api/v1/namespaces/shop/configmaps";

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void saysTheServersWordsWithVerbAndPath() {
        create();
        cluster.refuse("POST", "/configmaps", 422, "", "ConfigMap \"a\" is invalid: no");
        cluster.refuse("PATCH", "/configmaps/a", 403, "", "configmaps \"a\" is forbidden");

        assertEquals("POST " + PATH + ": ConfigMap \"a\" is invalid: no", sentence(this::create));
        assertEquals(
                "PATCH " + PATH + "/a: configmaps \"a\" is forbidden",
                sentence(() -> client.configMaps()
                        .inNamespace("shop")
                        .withName("a")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{}}")));
        cluster.refuse("GET", "/configmaps/a", 500, "", "etcd is away");
        assertEquals(
                "GET " + PATH + "/a: etcd is away",
                sentence(() ->
                        client.configMaps().inNamespace("shop").withName("a").get()));
    }

    @Test
    void saysTheCodeOfAServerThatSaysNothing() {
        cluster.refuse("POST", "/configmaps", 503, "ServiceUnavailable", "");

        assertEquals("POST " + PATH + ": HTTP 503", sentence(this::create));
    }

    @Test
    void saysWhyAServerCannotBeReached() {
        try (KubernetesClient nobody = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl("http://127.0.0.1:1")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build()) {
            String sentence = sentence(
                    () -> nobody.configMaps().inNamespace("shop").withName("a").get());

            assertTrue(sentence.contains("refused"), sentence);
            assertFalse(sentence.contains("Status("), sentence);
        }
    }

    @Test
    void leavesOtherFailuresTheirWords() {
        assertEquals("no", ApiFailure.sentence(new IllegalStateException("no")));
        assertEquals("java.lang.IllegalStateException", ApiFailure.sentence(new IllegalStateException()));
    }

    private void create() {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName("a")
                        .endMetadata()
                        .build())
                .create();
    }

    private static String sentence(Executable call) {
        return ApiFailure.sentence(assertThrows(KubernetesClientException.class, call));
    }
}
