package dev.weir.controller.review;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.controlplane.TargetIndex;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.FakeCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Admission over an API server in this process, and what it says to manifests. */
final class Gate implements AutoCloseable {

    static final String UID = "705ab4f5-6393-11e8-b7cc-42010a800002";

    private static final Set<String> WATCHED = Set.of("ScaledObject", "HorizontalPodAutoscaler", "Deployment");

    final FakeCluster cluster = FakeCluster.start();
    final KubernetesClient client = cluster.client();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<String> events = new CopyOnWriteArrayList<>();
    /** Kind and key of all that the watches have told of; by then it is in their indexes too. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private final Vertx vertx = Vertx.vertx();
    private final Watch<ScaledObject> objects = Watch.of(client, ScaledObject.class, Namespaces.ALL);
    private final Watch<HorizontalPodAutoscaler> hpas = Watch.of(client, HorizontalPodAutoscaler.class, Namespaces.ALL);
    private final Workloads workloads = new Workloads(client, Namespaces.ALL);
    private Admission admission;

    Gate() {
        TargetIndex.keep(objects);
        objects.onChange((before, after) -> tell("ScaledObject", after));
        hpas.onChange((before, after) -> tell("HorizontalPodAutoscaler", after));
        workloads.onChange((kind, key) -> told.add(kind + " " + key));
        EventRecorder recorder = new EventRecorder(
                client,
                "keda-admission",
                "test",
                () -> Instant.EPOCH,
                write -> {},
                (object, kind, reason, note) ->
                        events.add(kind + " " + reason + " " + ObjectKey.of(object) + " " + note));
        admission = new Admission(vertx, client, objects, hpas, workloads, recorder, meters);
    }

    private void tell(String kind, @Nullable HasMetadata after) {
        if (after != null) {
            told.add(kind + " " + ObjectKey.of(after));
        }
    }

    /** Everything in the cluster has been seen. */
    Gate start() {
        objects.start().await();
        hpas.start().await();
        workloads.start().await();
        admission.begin();
        return this;
    }

    /** What targets request is asked of this server alone, and not waited for longer; nothing is known by heart. */
    void readsFrom(KubernetesClient server, Duration patience, int waitingReads) {
        Watch<ScaledObject> unseen = Watch.of(client, ScaledObject.class, Namespaces.ALL);
        TargetIndex.keep(unseen);
        admission = new Admission(
                vertx,
                server,
                unseen,
                Watch.of(client, HorizontalPodAutoscaler.class, Namespaces.ALL),
                new Workloads(server, Namespaces.ALL),
                new EventRecorder(client, "", "", () -> Instant.EPOCH, write -> {}),
                meters,
                patience,
                waitingReads);
    }

    /** Ends admission alone. */
    void stopReviews() {
        admission.close().await();
    }

    /** Puts an object into the cluster, and waits until it is known. */
    void exists(String yaml) {
        HasMetadata made = cluster.create(client, yaml);
        String known = made.getKind() + " " + ObjectKey.of(made);
        if (WATCHED.contains(made.getKind())) {
            Eventually.until(() -> told.contains(known), () -> known);
        }
    }

    /** The answer to a body, as it is sent. */
    Answer answer(ReviewedKind kind, String body) {
        return admission.review(kind, Buffer.buffer(body)).await();
    }

    /** The {@code response} to the creation of an object. */
    Map<?, ?> create(String yaml) {
        return response(review("CREATE", yaml, null, false));
    }

    Map<?, ?> dryRun(String yaml) {
        return response(review("CREATE", yaml, null, true));
    }

    Map<?, ?> update(String before, String after) {
        return response(review("UPDATE", after, before, false));
    }

    /** What refuses an object, or nothing. */
    String refusal(String yaml) {
        return message(create(yaml));
    }

    static String message(Map<?, ?> response) {
        Object message = ((Map<?, ?>) response.get("status")).get("message");
        return message == null ? "" : (String) message;
    }

    static List<?> warnings(Map<?, ?> response) {
        return response.get("warnings") instanceof List<?> list ? list : List.of();
    }

    Map<String, @Nullable Object> review(
            String operation, @Nullable String yaml, @Nullable String before, boolean dryRun) {
        Map<?, ?> object = yaml == null ? null : tree(yaml);
        Map<?, ?> old = before == null ? null : tree(before);
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("uid", UID);
        request.put("operation", operation);
        request.put("dryRun", dryRun);
        request.put("object", object);
        request.put("oldObject", old);
        Map<?, ?> any = object == null ? old : object;
        if (any != null && any.get("metadata") instanceof Map<?, ?> metadata) {
            request.put("namespace", metadata.get("namespace"));
            request.put("name", metadata.get("name"));
        }
        return request;
    }

    private Map<?, ?> tree(String yaml) {
        return client.getKubernetesSerialization().unmarshal(yaml, Map.class);
    }

    Map<?, ?> response(Map<String, ?> request) {
        Object any = request.get("object") == null ? request.get("oldObject") : request.get("object");
        String kind = String.valueOf(((Map<?, ?>) any).get("kind"));
        ReviewedKind reviewed = java.util.Arrays.stream(ReviewedKind.values())
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        return response(answer(reviewed, body(request)));
    }

    String body(Map<String, ?> request) {
        return client.getKubernetesSerialization()
                .asJson(Map.of("apiVersion", "admission.k8s.io/v1", "kind", "AdmissionReview", "request", request));
    }

    Map<?, ?> response(Answer answer) {
        if (!(answer instanceof Answer.Reviewed reviewed)) {
            throw new AssertionError(answer);
        }
        Map<?, ?> review = client.getKubernetesSerialization().unmarshal(reviewed.json(), Map.class);
        return (Map<?, ?>) review.get("response");
    }

    double count(String meter, String... tags) {
        Counter counter = meters.find(meter).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        stopReviews();
        objects.stop();
        hpas.stop();
        workloads.stop();
        cluster.close();
        vertx.close().await();
    }
}
