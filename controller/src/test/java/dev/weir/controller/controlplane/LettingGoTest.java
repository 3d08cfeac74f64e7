package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.server.mock.crud.KubernetesCrudDispatcherException;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Authentications: what is told of them, and that none hangs when it is deleted. */
final class LettingGoTest {

    /** A merge patch replaces lists, as in an API server; the library's own appends to them. */
    private static final class ListsReplaced extends KubernetesCrudDispatcher {
        @Override
        public JsonNode merge(JsonNode target, String patch) throws KubernetesCrudDispatcherException {
            return merge(target, asNode(patch));
        }

        private static JsonNode merge(JsonNode target, JsonNode patch) {
            ObjectNode merged = ((ObjectNode) target).deepCopy();
            patch.properties().forEach(field -> {
                JsonNode before = merged.get(field.getKey());
                boolean inner =
                        before != null && before.isObject() && field.getValue().isObject();
                merged.set(field.getKey(), inner ? merge(before, field.getValue()) : field.getValue());
            });
            return merged;
        }
    }

    private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
    private static final ObjectKey KEY = new ObjectKey("shop", "it");
    private static final ObjectKey CLUSTER_KEY = new ObjectKey("", "it");

    private final KubernetesCrudDispatcher objects = new ListsReplaced();
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), objects, false);
    private KubernetesClient client;
    private EventRecorder events;

    @BeforeEach
    void start() {
        List.of(TriggerAuthentication.class, ClusterTriggerAuthentication.class)
                .forEach(kind ->
                        objects.expectCustomResource(CustomResourceDefinitionContext.fromCustomResourceType(kind)));
        server.init(InetAddress.getLoopbackAddress(), 0);
        client = server.createClient(builder -> {});
        events = new EventRecorder(
                client, "keda-operator", "test", () -> Instant.parse("2026-03-01T12:00:00Z"), Runnable::run);
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @Test
    void aDeletedAuthenticationGoesAndALivingOneIsLeftAlone() {
        create(named(new TriggerAuthentication()));
        reconcileAuthentication();
        assertEquals(List.of("finalizer.keda.sh", "others.example/stay"), finalizers(TriggerAuthentication.class));

        delete(TriggerAuthentication.class);
        reconcileAuthentication();
        assertEquals(List.of("others.example/stay"), finalizers(TriggerAuthentication.class));
        reconcileAuthentication();
        assertEquals(List.of("TriggerAuthenticationAdded"), reasons());
    }

    @Test
    void theLifeOfAnAuthenticationIsTold() {
        AtomicReference<@Nullable TriggerAuthentication> there = new AtomicReference<>(authentication(1));
        AuthenticationReconciler reconciler = new AuthenticationReconciler(
                client, key -> Optional.ofNullable(there.get()), unused(), events, LONG_AGO);
        reconciler.reconcile(KEY);
        reconciler.reconcile(KEY);
        assertEquals(List.of("TriggerAuthenticationAdded"), reasons());

        there.set(authentication(2));
        reconciler.reconcile(KEY);
        there.set(null);
        reconciler.reconcile(KEY);
        reconciler.reconcile(KEY);

        assertEquals(
                List.of(
                        "ClusterTriggerAuthenticationUpdated",
                        "TriggerAuthenticationAdded",
                        "TriggerAuthenticationDeleted"),
                reasons().stream().sorted().toList());
    }

    @Test
    void anAuthenticationThatWasThereBeforeUsIsNoNews() {
        new AuthenticationReconciler(
                        client,
                        key -> Optional.of(authentication(1)),
                        unused(),
                        events,
                        Instant.parse("2026-01-02T00:00:00Z"))
                .reconcile(KEY);

        assertEquals(List.of(), reasons());
    }

    private static TriggerAuthentication authentication(long generation) {
        TriggerAuthentication authentication = new TriggerAuthentication();
        authentication.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("it")
                .withGeneration(generation)
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .build());
        return authentication;
    }

    @Test
    void aDeletedClusterAuthenticationGoesAltogether() {
        ClusterTriggerAuthentication authentication = new ClusterTriggerAuthentication();
        authentication.setMetadata(new ObjectMetaBuilder()
                .withName("it")
                .withFinalizers(Arrival.FINALIZER)
                .build());
        create(authentication);
        client.resource(authentication).delete();

        new AuthenticationReconciler(client, key -> Optional.of(cluster()), unused(), events, LONG_AGO)
                .reconcile(CLUSTER_KEY);
        assertNull(client.resources(ClusterTriggerAuthentication.class)
                .withName("it")
                .get());
    }

    @Test
    void whatIsGoneAlreadyIsNoWork() {
        new AuthenticationReconciler(client, key -> Optional.<TriggerAuthentication>empty(), unused(), events, LONG_AGO)
                .reconcile(KEY);

        assertEquals(List.of(), reasons());
    }

    private AuthenticationUsers unused() {
        return new AuthenticationUsers(client, key -> Stream.empty(), key -> Stream.empty(), () -> LONG_AGO);
    }

    private ClusterTriggerAuthentication cluster() {
        return client.resources(ClusterTriggerAuthentication.class)
                .withName("it")
                .get();
    }

    private void reconcileAuthentication() {
        new AuthenticationReconciler(
                        client, key -> Optional.of(find(TriggerAuthentication.class)), unused(), events, LONG_AGO)
                .reconcile(KEY);
    }

    private static <T extends HasMetadata> T named(T object) {
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("it")
                .withFinalizers(Arrival.FINALIZER, "others.example/stay")
                .build());
        return object;
    }

    private void create(HasMetadata object) {
        client.resource(object).create();
    }

    private void delete(Class<? extends HasMetadata> kind) {
        client.resources(kind).inNamespace("shop").withName("it").delete();
    }

    private <T extends HasMetadata> T find(Class<T> kind) {
        @Nullable
        T found = client.resources(kind).inNamespace("shop").withName("it").get();
        return Optional.ofNullable(found).orElseThrow();
    }

    private List<String> finalizers(Class<? extends HasMetadata> kind) {
        return find(kind).getMetadata().getFinalizers();
    }

    private List<String> reasons() {
        return client.resources(Event.class).inAnyNamespace().list().getItems().stream()
                .map(Event::getReason)
                .toList();
    }
}
