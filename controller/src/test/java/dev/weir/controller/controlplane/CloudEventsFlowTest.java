package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.api.CloudEventSource;
import dev.weir.controller.api.CloudEventSourceSpec;
import dev.weir.controller.api.CloudEventSourceStatus;
import dev.weir.controller.api.ClusterCloudEventSource;
import dev.weir.controller.api.Condition;
import dev.weir.controller.cloudevents.Emissions.Emitted;
import dev.weir.controller.observed.Overview.Registered;
import dev.weir.controller.testing.EventReceiver;
import dev.weir.controller.testing.EventReceiver.Request;
import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.FakeCluster;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From what happens to an object to a receiver who asked to be told. */
@Timeout(240)
final class CloudEventsFlowTest {

    private static final String READY = "keda.scaledobject.ready.v1";
    private static final String REMOVED = "keda.scaledobject.removed.v1";
    private static final String PAUSED = "keda.scaledobject.paused.v1";
    private static final String UNPAUSED = "keda.scaledobject.unpaused.v1";
    private static final String ACTIVE = "True CloudEventSourceActive";
    private static final String FAILED = "False CloudEventSourceFailed";

    private final Shop shop = new Shop(7).deployment(0);
    private final EventReceiver receiver = new EventReceiver(shop.vertx());

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void anObjectThatBecomesReadyIsToldWithAllAttributes() {
        shop.start();
        source("audit", receiver);
        untilActive("audit", ACTIVE);
        shop.object();
        receiver.untilTypes(READY);
        shop.untilCondition("Ready", "True ScaledObjectReady");

        Request event = receiver.requests().get(0);
        assertEquals("POST", event.method());
        assertEquals("/events", event.uri());
        assertEquals("application/json", event.headers().get("content-type"));
        assertEquals("1.0", event.headers().get("ce-specversion"));
        assertEquals("/test/keda/keda", event.headers().get("ce-source"));
        assertEquals("/test/shop/scaledobject/orders", event.headers().get("ce-subject"));
        assertEquals(4, UUID.fromString(event.headers().get("ce-id")).version());
        Instant.parse(event.headers().get("ce-time"));
        JsonObject data = new JsonObject(event.body());
        assertEquals(Set.of("reason", "message"), data.fieldNames());
        assertEquals("ScaledObjectReady", data.getString("reason"));
        assertEquals(shop.message("Ready"), data.getString("message"));
    }

    @Test
    void theLifeOfAnObjectIsToldWithoutItsScaling() {
        shop.start();
        source("audit", receiver);
        untilActive("audit", ACTIVE);
        shop.object();
        shop.untilReplicas(1);
        receiver.untilTypes(READY);
        shop.patchObject("{\"metadata\": {\"annotations\": {\"autoscaling.keda.sh/paused\": \"true\"}}}");
        receiver.untilTypes(READY, PAUSED);
        shop.patchObject("{\"metadata\": {\"annotations\": {\"autoscaling.keda.sh/paused\": null}}}");
        receiver.untilTypes(READY, PAUSED, UNPAUSED);
        shop.client.resource(shop.scaledObject()).delete();

        receiver.untilTypes(READY, PAUSED, UNPAUSED, REMOVED);
        Eventually.until(() -> shop.overview().emissions().emitted().equals(List.of(emitted(4))), shop::overview);
        assertEquals(1, shop.overview().resources().get(new Registered("cloudevent_source", "shop")));
    }

    private static Emitted emitted(long count) {
        return new Emitted("shop", "audit", "http", "emitted", count);
    }

    @Test
    void anObjectThatCannotBeServedIsToldWithWhatIsWrong() {
        shop.start();
        source("audit", receiver, "eventSubscription: {includedEventTypes: [keda.scaledobject.failed.v1]}");
        untilActive("audit", ACTIVE);
        shop.object("minReplicaCount: 5", "maxReplicaCount: 2");

        receiver.untilTypes("keda.scaledobject.failed.v1");
        JsonObject data = new JsonObject(receiver.requests().get(0).body());
        assertEquals("ScaledObjectCheckFailed", data.getString("reason"));
        shop.untilCondition("Ready", "False ScaledObjectCheckFailed");
        assertEquals(shop.message("Ready"), data.getString("message"));
    }

    @Test
    void oneSourcesFilterStopsNobodyElse() {
        EventReceiver others = new EventReceiver(shop.vertx());
        shop.start();
        source("audit", receiver, "eventSubscription: {includedEventTypes: [" + REMOVED + "]}");
        source("chat", others, "eventSubscription: {excludedEventTypes: [" + REMOVED + "]}", "clusterName: east-1");
        untilActive("audit", ACTIVE);
        untilActive("chat", ACTIVE);
        shop.object();
        others.untilTypes(READY);
        shop.client.resource(shop.scaledObject()).delete();

        receiver.untilTypes(REMOVED);
        assertEquals(List.of(READY), others.types());
        assertEquals("/east-1/keda/keda", others.requests().get(0).headers().get("ce-source"));
    }

    @Test
    void aDeadDestinationIsTriedSixTimesAndTellsInTheStatusUntilItIsEdited() {
        EventReceiver next = new EventReceiver(shop.vertx());
        receiver.answers(503);
        shop.start();
        source("audit", receiver);
        untilActive("audit", ACTIVE);
        shop.object();

        untilActive("audit", FAILED);
        receiver.untilTypes(READY, READY, READY, READY, READY, READY);
        assertEquals(
                1,
                receiver.requests().stream()
                        .map(request -> request.headers().get("ce-id"))
                        .distinct()
                        .count());
        assertEquals(
                "POST " + receiver.url() + " answered 503 Service Unavailable, 6 times in a row",
                condition(find("audit")).getMessage());

        edit("audit", "{\"spec\": {\"destination\": {\"http\": {\"uri\": \"" + next.url() + "\"}}}}");
        untilActive("audit", ACTIVE);
        shop.client.resource(shop.scaledObject()).delete();
        next.untilTypes(REMOVED);
        assertEquals(6, receiver.requests().size());
        assertEquals(ACTIVE, active(find("audit")));
    }

    @Test
    void neitherADeadNorASilentDestinationDelaysAnother() {
        EventReceiver dead = new EventReceiver(shop.vertx());
        EventReceiver silent = new EventReceiver(shop.vertx());
        dead.answers(500);
        silent.answers(0);
        shop.start();
        source("dead", dead);
        source("silent", silent);
        source("audit", receiver);
        List.of("dead", "silent", "audit").forEach(name -> untilActive(name, ACTIVE));
        shop.object();
        receiver.untilTypes(READY);
        shop.client.resource(shop.scaledObject()).delete();

        receiver.untilTypes(READY, REMOVED);
        untilActive("dead", FAILED);
        assertEquals(ACTIVE, active(find("audit")));
        assertEquals(List.of(READY), silent.types());
    }

    @Test
    void aRedirectIsNotFollowed() {
        EventReceiver elsewhere = new EventReceiver(shop.vertx());
        receiver.redirects(elsewhere.url());
        shop.start();
        source("audit", receiver);
        untilActive("audit", ACTIVE);
        shop.object();

        untilActive("audit", FAILED);
        assertEquals(List.of(), elsewhere.requests());
    }

    @Test
    void aClusterWideSourceSendsToEventGridWithTheKeyOfItsAuthentication() {
        shop.start();
        shop.cluster.create(shop.client, """
                apiVersion: v1
                kind: Secret
                metadata: {name: grid, namespace: keda}
                stringData: {key: hidden}
                """);
        create("""
                apiVersion: eventing.keda.sh/v1alpha1
                kind: ClusterCloudEventSource
                metadata: {name: grid}
                spec:
                  destination: {azureEventGridTopic: {endpoint: "%s"}}
                  authenticationRef: {name: grid, kind: ClusterTriggerAuthentication}
                """.formatted(receiver.url()));
        Eventually.until(() -> FAILED.equals(active(wide())), this::wide);
        assertEquals(
                "ClusterTriggerAuthentication grid does not exist; spec.authenticationRef: \"grid\" gives no parameter"
                        + " accessKey",
                condition(wide()).getMessage());

        create("""
                apiVersion: keda.sh/v1alpha1
                kind: ClusterTriggerAuthentication
                metadata: {name: grid}
                spec: {secretTargetRef: [{parameter: accessKey, name: grid, key: key}]}
                """);
        Eventually.until(() -> ACTIVE.equals(active(wide())), this::wide);
        shop.object();
        Eventually.until(
                () -> receiver.requests().stream()
                        .anyMatch(request -> request.body().contains(READY)),
                receiver::requests);

        Request event = receiver.requests().stream()
                .filter(request -> request.body().contains(READY))
                .findFirst()
                .orElseThrow();
        assertEquals("/events?api-version=2018-01-01", event.uri());
        assertEquals("hidden", event.headers().get("aeg-sas-key"));
        assertEquals(
                "application/cloudevents-batch+json; charset=utf-8",
                event.headers().get("content-type"));
        JsonObject only = new JsonArray(event.body()).getJsonObject(0);
        assertEquals("/test/shop/scaledobject/orders", only.getString("subject"));
        assertEquals("ScaledObjectReady", only.getJsonObject("data").getString("reason"));
        assertFalse(shop.client.resource(wide()).get().toString().contains("hidden"));
    }

    @Test
    void theLifeOfAnAuthenticationIsTold() {
        shop.start();
        source("audit", receiver);
        untilActive("audit", ACTIVE);
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: login, namespace: shop, creationTimestamp: "2099-01-01T00:00:00Z"}
                spec: {}
                """);
        receiver.untilTypes("keda.authentication.triggerauthentication.created.v1");
        assertEquals(
                "/test/shop/triggerauthentication/login",
                receiver.requests().get(0).headers().get("ce-subject"));
    }

    @Test
    void allMistakesOfASourceAreNamedAndNothingIsSent() {
        shop.start();
        source(
                "audit",
                receiver,
                "eventSubscription: {includedEventTypes: [" + READY + ", x], excludedEventTypes: [" + REMOVED + "]}");
        untilActive("audit", FAILED);

        String message = condition(find("audit")).getMessage();
        assertTrue(
                message.startsWith("spec.eventSubscription: has includedEventTypes and excludedEventTypes"), message);
        assertTrue(message.contains("; spec.eventSubscription.includedEventTypes[1]: is \"x\""), message);
        shop.object();
        shop.untilCondition("Active", "True ScalerActive");
        assertEquals(List.of(), receiver.requests());

        edit("audit", "{\"spec\": {\"eventSubscription\": null}}");
        untilActive("audit", ACTIVE);
        assertEquals(1, statusesWritten("True"));
        assertEquals(1, statusesWritten("False"));
    }

    private long statusesWritten(String status) {
        return shop.cluster
                .writes()
                .filter(request -> request.path().endsWith("cloudeventsources/audit/status"))
                .filter(request -> request.body().contains("\"" + status + "\""))
                .count();
    }

    @Test
    void aDeletedSourceWithKedasMarkIsLetGoOf() {
        shop.start();
        create("""
                apiVersion: eventing.keda.sh/v1alpha1
                kind: CloudEventSource
                metadata: {name: audit, namespace: shop, finalizers: [finalizer.keda.sh]}
                spec: {destination: {http: {uri: "%s"}}}
                """.formatted(receiver.url()));
        untilActive("audit", ACTIVE);

        shop.client.resource(find("audit")).delete();
        Eventually.until(() -> find("audit") == null, () -> find("audit"));
        shop.object();
        shop.untilCondition("Active", "True ScalerActive");
        assertEquals(List.of(), receiver.requests());
    }

    @Test
    void aNewLeaderBeginsWithTheSourceActive() {
        receiver.answers(503);
        shop.start();
        source("audit", receiver);
        untilActive("audit", ACTIVE);
        shop.object();
        untilActive("audit", FAILED);

        receiver.answers(202);
        shop.restart();
        untilActive("audit", ACTIVE);
        shop.client.resource(shop.scaledObject()).delete();
        Eventually.until(() -> receiver.types().contains(REMOVED), receiver::types);
    }

    @Test
    void aClusterWithoutTheseResourcesIsServedAllTheSame() {
        try (Shop plain = new Shop(7, FakeCluster.withoutEventing())
                .deployment(0)
                .object()
                .start()) {
            plain.untilCondition("Active", "True ScalerActive");

            assertTrue(plain.running().ready());
            List<String> asked = plain.cluster.requests().stream()
                    .map(request -> request.path())
                    .filter(path -> path.contains("eventing.keda.sh"))
                    .toList();
            assertEquals(List.of("/apis/eventing.keda.sh/v1alpha1"), asked);
        }
    }

    private void source(String name, EventReceiver to, String... spec) {
        create("""
                apiVersion: eventing.keda.sh/v1alpha1
                kind: CloudEventSource
                metadata: {name: %s, namespace: shop}
                spec:
                  destination: {http: {uri: "%s"}}
                %s
                """.formatted(name, to.url(), String.join("\n", List.of(spec)).indent(2)));
    }

    private void create(String yaml) {
        shop.cluster.create(shop.client, yaml);
    }

    private void edit(String name, String patch) {
        shop.client
                .resources(CloudEventSource.class)
                .inNamespace("shop")
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private CloudEventSource find(String name) {
        return shop.client
                .resources(CloudEventSource.class)
                .inNamespace("shop")
                .withName(name)
                .get();
    }

    private ClusterCloudEventSource wide() {
        return shop.client
                .resources(ClusterCloudEventSource.class)
                .withName("grid")
                .get();
    }

    private void untilActive(String name, String wanted) {
        Eventually.until(() -> wanted.equals(active(find(name))), () -> find(name));
    }

    private static String active(CustomResource<CloudEventSourceSpec, CloudEventSourceStatus> source) {
        return source.getStatus() == null
                ? ""
                : condition(source).getStatus() + " " + condition(source).getReason();
    }

    private static Condition condition(CustomResource<CloudEventSourceSpec, CloudEventSourceStatus> source) {
        return source.getStatus().getConditions().get(0);
    }
}
