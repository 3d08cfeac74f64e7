package dev.weir.controller.controlplane;

import dev.weir.cache.testing.RecordedTracing;
import dev.weir.controller.Controller;
import dev.weir.controller.api.Condition;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledStatus;
import dev.weir.controller.observed.Overview;
import dev.weir.controller.testing.ApiServer;
import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.controller.testing.HttpValue;
import dev.weir.controller.testing.RunningController;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A namespace with one Deployment, one ScaledObject on it, one source, and the controller that watches them. */
final class Shop implements AutoCloseable {

    final FakeCluster cluster;
    final KubernetesClient client;
    final HttpValue source;
    private final Vertx vertx = Vertx.vertx();
    private String target = "{name: app}";
    private String name = "";
    private List<String> authentications = List.of();
    private @Nullable RunningController running;

    /** The source says this from the beginning; nothing runs yet. */
    Shop(double value) {
        this(value, FakeCluster.start());
    }

    Shop(double value, FakeCluster cluster) {
        this.cluster = cluster;
        client = cluster.client();
        source = new HttpValue(vertx, value);
    }

    Shop start() {
        running = RunningController.start(vertx, cluster.client(), "weir-1");
        return this;
    }

    /** Ends the controller and starts another one over what is there. */
    void restart() {
        stop();
        cluster.forgetRequests();
        running = RunningController.start(vertx, cluster.client(), "weir-2");
    }

    void stop() {
        if (running != null) {
            running.stop();
            running = null;
        }
    }

    @Override
    public void close() {
        stop();
        cluster.close();
        vertx.close().await();
    }

    Shop deployment(int replicas) {
        cluster.create(client, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app, namespace: shop}
                spec: {replicas: %d, template: {spec: {containers: [{name: app}]}}}
                """.formatted(replicas));
        return this;
    }

    /** Objects are to scale this instead of the Deployment. */
    Shop target(String apiVersion, String kind, String name) {
        target = "{apiVersion: " + apiVersion + ", kind: " + kind + ", name: " + name + "}";
        return this;
    }

    /** Objects are to have a trigger for each of these TriggerAuthentications. */
    Shop authentications(String... names) {
        authentications = List.of(names);
        return this;
    }

    private String trigger(String authentication) {
        String reference = authentication.isEmpty() ? "" : ", authenticationRef: {name: " + authentication + "}";
        return "{type: metrics-api, metadata: {url: \"" + source.url() + "\", valueLocation: value, targetValue: \"5\"}"
                + reference + (name.isEmpty() ? "" : ", name: " + name) + "}";
    }

    /** The trigger of objects is to have this name. */
    Shop names(String trigger) {
        name = trigger;
        return this;
    }

    /** A ScaledObject that asks the source each second; {@code spec} is added to it, as lines of YAML. */
    Shop object(String... spec) {
        cluster.create(client, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders, namespace: shop, labels: {team: shop}, annotations: {note: hello}}
                spec:
                  scaleTargetRef: %s
                  pollingInterval: 1
                  triggers: [%s]
                %s
                """.formatted(
                target,
                authentications.isEmpty()
                        ? trigger("")
                        : String.join(
                                ", ",
                                authentications.stream().map(this::trigger).toList()),
                String.join("\n", List.of(spec)).indent(2)));
        return this;
    }

    Controller running() {
        return Objects.requireNonNull(running).controller();
    }

    /** A trigger that asks the source, as a line of YAML. */
    String trigger() {
        return "- " + trigger("");
    }

    /** How many sources are asked. */
    int sources() {
        return Objects.requireNonNull(running).cache().sources().size();
    }

    /** All there is to see. */
    Overview overview() {
        return Objects.requireNonNull(running).controller().overview();
    }

    MeterRegistry meters() {
        return Objects.requireNonNull(running).meters();
    }

    RecordedTracing tracing() {
        return Objects.requireNonNull(running).tracing();
    }

    ScaledObject scaledObject() {
        return find().orElseThrow();
    }

    Optional<ScaledObject> find() {
        return find("orders");
    }

    Optional<ScaledObject> find(String name) {
        return Optional.ofNullable(client.resources(ScaledObject.class)
                .inNamespace("shop")
                .withName(name)
                .get());
    }

    void patchObject(String json) {
        client.resources(ScaledObject.class)
                .inNamespace("shop")
                .withName("orders")
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    void patchStatus(String json) {
        client.resources(ScaledObject.class)
                .inNamespace("shop")
                .withName("orders")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    List<HorizontalPodAutoscaler> hpas() {
        return client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace("shop")
                .list()
                .getItems();
    }

    int replicas() {
        return client.apps()
                .deployments()
                .inNamespace("shop")
                .withName("app")
                .get()
                .getSpec()
                .getReplicas();
    }

    Vertx vertx() {
        return vertx;
    }

    void untilReplicas(int number) {
        Eventually.until(() -> replicas() == number, () -> replicas() + " replicas, " + conditions());
    }

    /** Type to {@code status reason}. */
    Map<String, String> conditions() {
        ScaledObject object = find().orElse(null);
        return object == null || object.getStatus() == null ? Map.of() : conditions(object.getStatus());
    }

    static Map<String, String> conditions(ScaledStatus status) {
        return status.getConditions() == null
                ? Map.of()
                : status.getConditions().stream()
                        .collect(Collectors.toMap(
                                Condition::getType,
                                condition -> condition.getStatus()
                                        + (condition.getReason() == null ? "" : " " + condition.getReason()),
                                (a, b) -> a + " twice",
                                TreeMap::new));
    }

    String message(String type) {
        return scaledObject().getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .map(Condition::getMessage)
                .findFirst()
                .orElseThrow();
    }

    void untilCondition(String type, String value) {
        Eventually.until(() -> value.equals(conditions().get(type)), this::conditions);
    }

    /** {@code type reason} of all events, in no order. */
    List<String> events() {
        return allEvents().stream()
                .map(event -> event.getType() + " " + event.getReason())
                .sorted()
                .toList();
    }

    /** Waits for exactly these, sorted; they are written a little after what they tell of. */
    void untilEvents(List<String> expected) {
        Eventually.until(() -> events().equals(expected), this::events);
    }

    List<Event> allEvents() {
        return client.events().v1().events().inNamespace("shop").list().getItems();
    }

    /** How often each thing was written, {@code PUT …/scale} for short. */
    Map<String, Long> writes() {
        return cluster.writes().collect(Collectors.groupingBy(Shop::brief, TreeMap::new, Collectors.counting()));
    }

    private static String brief(ApiServer.Request request) {
        return request.method() + " " + request.path().replaceAll("^/apis/[^/]+/[^/]+/namespaces/shop/", "");
    }
}
