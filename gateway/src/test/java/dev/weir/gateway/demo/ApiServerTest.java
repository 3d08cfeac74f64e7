package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.ResourceKind;
import dev.weir.controller.kube.ScaleClient;
import dev.weir.gateway.demo.Shop.Item;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator needs of an API server and the mock library does not have. */
final class ApiServerTest {

    private static final ResourceKind DEPLOYMENT = new ResourceKind("apps", "v1", "Deployment", "deployments");
    private static final Item ITEM = Shop.items().get(0);
    private static final ObjectKey KEY = new ObjectKey(Shop.NAMESPACE, ITEM.name());

    private final Vertx vertx = Vertx.vertx();
    private final ApiServer server = ApiServer.start();
    private final KubernetesClient client = server.client(vertx);

    @BeforeEach
    void create() {
        client.resource(Manifests.deployment(ITEM)).create();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.stop();
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void scaleIsThatOfTheDeployment() {
        ScaleClient scales = new ScaleClient(client);
        assertEquals(0, scales.read(DEPLOYMENT, KEY).orElseThrow().getSpec().getReplicas());
        assertEquals(0, scales.write(DEPLOYMENT, KEY, 3));
        assertEquals(3, deployment().getSpec().getReplicas());
        assertEquals(3, scales.write(DEPLOYMENT, KEY, 0));
        assertEquals(0, deployment().getSpec().getReplicas());
    }

    @Test
    void scaleThatWasOvertakenIsRefused() {
        ScaleClient scales = new ScaleClient(client);
        Scale old = scales.read(DEPLOYMENT, KEY).orElseThrow();
        scales.write(DEPLOYMENT, KEY, 3);
        old.getSpec().setReplicas(9);
        var refused = assertThrows(
                KubernetesClientException.class,
                () -> client.apps()
                        .deployments()
                        .inNamespace(KEY.namespace())
                        .withName(KEY.name())
                        .scale(old));
        assertEquals(409, refused.getCode());
        assertEquals(3, deployment().getSpec().getReplicas());
    }

    @Test
    void mergePatchReplacesListsAndRemovesFields() {
        ScaledObject object = client.resource(Manifests.scaledObject(ITEM, "http://127.0.0.1:1"))
                .create();
        patch(object, "{\"metadata\":{\"finalizers\":[\"a\"],\"labels\":{\"x\":\"1\",\"y\":\"2\"}}}");
        ScaledObject after = patch(object, "{\"metadata\":{\"finalizers\":[\"b\"],\"labels\":{\"x\":null}}}");
        assertEquals(List.of("b"), after.getMetadata().getFinalizers());
        assertEquals(java.util.Map.of("y", "2"), after.getMetadata().getLabels());
        assertEquals(1, after.getMetadata().getGeneration());
    }

    @Test
    void statusIsWrittenApartFromTheRest() {
        ScaledObject object = client.resource(Manifests.scaledObject(ITEM, "http://127.0.0.1:1"))
                .create();
        patch(object, "{\"status\":{\"hpaName\":\"wrong\"}}");
        client.resource(object)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"hpaName\":\"h\"},\"spec\":{\"maxReplicaCount\":1}}");
        ScaledObject after = client.resource(object).get();
        assertEquals("h", after.getStatus().getHpaName());
        assertEquals(ITEM.max(), after.getSpec().getMaxReplicaCount());
    }

    @Test
    void patchOfAnOldVersionIsRefused() {
        ScaledObject object = client.resource(Manifests.scaledObject(ITEM, "http://127.0.0.1:1"))
                .create();
        String old = object.getMetadata().getResourceVersion();
        patch(object, "{\"metadata\":{\"labels\":{\"x\":\"1\"}}}");
        var refused = assertThrows(
                KubernetesClientException.class,
                () -> patch(object, "{\"metadata\":{\"resourceVersion\":\"" + old + "\",\"labels\":{\"x\":\"2\"}}}"));
        assertEquals(409, refused.getCode());
    }

    @Test
    void oldEventsAreForgotten() {
        Event event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName("orders-")
                .withNamespace(Shop.NAMESPACE)
                .endMetadata()
                .withReason("Test")
                .build();
        for (int i = 0; i < ApiDispatcher.EVENTS + 5; i++) {
            client.resource(event).create();
        }
        assertEquals(
                ApiDispatcher.EVENTS,
                client.events()
                        .v1()
                        .events()
                        .inNamespace(Shop.NAMESPACE)
                        .list()
                        .getItems()
                        .size());
    }

    private Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace(KEY.namespace())
                .withName(KEY.name())
                .get();
    }

    private ScaledObject patch(ScaledObject object, String patch) {
        return client.resources(ScaledObject.class)
                .inNamespace(Shop.NAMESPACE)
                .withName(object.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }
}
