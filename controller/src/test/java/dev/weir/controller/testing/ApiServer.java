package dev.weir.controller.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceBuilder;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Answers requests: objects by the mock library, {@code /scale} and garbage collection added. */
public final class ApiServer extends Dispatcher {

    private static final String HPAS = "/apis/autoscaling/v2/namespaces/%s/horizontalpodautoscalers";
    private static final Map<Integer, String> REASONS =
            Map.of(403, "Forbidden", 404, "NotFound", 409, "Conflict", 422, "Invalid", 500, "InternalError");

    /** One request, without its query. */
    public record Request(String method, String path, String body) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    record Refusal(String method, String pathEnd, int code, String reason, String message) {
        boolean fits(Request request) {
            return request.method().equals(method) && request.path().endsWith(pathEnd);
        }
    }

    private static final Refusal LOST = new Refusal("", "", 500, "", "the answer is lost");

    private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final List<CustomResourceDefinitionContext> served = new CopyOnWriteArrayList<>();
    private final List<Request> log = new CopyOnWriteArrayList<>();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private final Map<String, String> held = new ConcurrentHashMap<>();
    private final AtomicReference<Outage> outage = new AtomicReference<>(Outage.NONE);

    /** Answers lists at this path with that, as if the objects were there. */
    void holds(String path, String list) {
        held.put(path, list);
    }

    void serve(CustomResourceDefinitionContext kind) {
        objects.expectCustomResource(kind);
        served.add(kind);
    }

    /** What the API server tells of the kinds of a group and version. */
    private Optional<MockResponse> discovery(String path) {
        List<APIResource> resources = served.stream()
                .filter(kind -> path.equals("/apis/" + kind.getGroup() + "/" + kind.getVersion()))
                .map(kind -> new APIResourceBuilder()
                        .withName(kind.getPlural())
                        .withKind(kind.getKind())
                        .withNamespaced(kind.isNamespaceScoped())
                        .build())
                .toList();
        return resources.isEmpty()
                ? Optional.empty()
                : Optional.of(new MockResponse()
                        .setResponseCode(200)
                        .setHeader("Content-Type", "application/json")
                        .setBody(serialization.asJson(new APIResourceListBuilder()
                                .withGroupVersion(path.substring("/apis/".length()))
                                .withResources(resources)
                                .build())));
    }

    /**
     * What becomes of requests once so many more writes have come; leases and events do not count, and
     * leases are always answered.
     *
     * @param writes that are answered before
     * @param done whether the write after these is carried out, though its answer is lost
     * @param lasting whether everything after it fails, or only that answer
     */
    record Outage(int writes, boolean done, boolean lasting) {
        static final Outage NONE = new Outage(Integer.MAX_VALUE, false, false);

        Outage after(Request request) {
            return this == NONE || writes < 0 || !isWrite(request) ? this : new Outage(writes - 1, done, lasting);
        }
    }

    void fail(Outage next) {
        outage.set(next);
    }

    /** Whether the write that was to fail has come. */
    boolean failed() {
        return outage.get().writes() < 0;
    }

    static boolean isWrite(Request request) {
        return !request.method().equals("GET")
                && !request.path().contains("/leases")
                && !request.path().contains("/events");
    }

    List<Request> requests() {
        return List.copyOf(log);
    }

    void forget() {
        log.clear();
    }

    void refuse(Refusal refusal) {
        refusals.add(refusal);
    }

    void accept() {
        refusals.clear();
    }

    @Override
    public void shutdown() {
        objects.shutdown();
    }

    @Override
    public void releaseResources() {
        objects.releaseResources();
    }

    @Override
    public MockResponse dispatch(RecordedRequest recorded) {
        String path = recorded.getPath().split("\\?", 2)[0];
        Request request = new Request(
                recorded.getMethod(), path, new String(recorded.getBody().getBytes(), UTF_8));
        log.add(request);
        Optional<Refusal> refusal =
                refusals.stream().filter(r -> r.fits(request)).findFirst();
        if (refusal.isPresent()) {
            return failure(refusal.get());
        }
        Outage before = outage.getAndUpdate(now -> now.after(request));
        if (before.writes() < 0 && before.lasting() && !path.contains("/leases")) {
            return failure(LOST);
        }
        if (before.writes() == 0 && isWrite(request)) {
            if (before.done()) {
                answer(recorded, request);
            }
            return failure(LOST);
        }
        return answer(recorded, request);
    }

    private MockResponse answer(RecordedRequest recorded, Request request) {
        String path = request.path();
        if (held.containsKey(path) && !recorded.getPath().contains("watch=true")) {
            return new MockResponse()
                    .setResponseCode(200)
                    .setHeader("Content-Type", "application/json")
                    .setBody(held.get(path));
        }
        Optional<MockResponse> discovered = discovery(path);
        if (discovered.isPresent()) {
            return discovered.get();
        }
        if (path.endsWith("/scale")) {
            return scale(request, path.substring(0, path.length() - "/scale".length()));
        }
        boolean mayEnd = path.contains("/scaledobjects/") && !request.method().equals("GET");
        Optional<GenericKubernetesResource> before = mayEnd ? find(path) : Optional.empty();
        MockResponse response =
                request.method().equals("PATCH") ? merge(path, request.body()) : objects.dispatch(recorded);
        before.filter(object -> find(path).isEmpty()).ifPresent(this::collect);
        return response;
    }

    private MockResponse failure(Refusal refusal) {
        return new MockResponse()
                .setResponseCode(refusal.code())
                .setHeader("Content-Type", "application/json")
                .setBody(serialization.asJson(new StatusBuilder()
                        .withStatus("Failure")
                        .withCode(refusal.code())
                        .withReason(refusal.reason().isEmpty() ? REASONS.get(refusal.code()) : refusal.reason())
                        .withMessage(refusal.message())
                        .build()));
    }

    private Optional<GenericKubernetesResource> find(String path) {
        MockResponse found = objects.handleGet(path);
        return found.code() == 200
                ? Optional.of(serialization.unmarshal(found.getBody().readUtf8(), GenericKubernetesResource.class))
                : Optional.empty();
    }

    private MockResponse scale(Request request, String path) {
        if (!request.method().equals("GET")) {
            Object replicas = serialization
                    .unmarshal(request.body(), GenericKubernetesResource.class)
                    .get("spec", "replicas");
            MockResponse written = merge(path, serialization.asJson(Map.of("spec", Map.of("replicas", replicas))));
            if (written.code() != 200) {
                return written;
            }
        }
        Optional<GenericKubernetesResource> object = find(path);
        return object.isEmpty()
                ? failure(new Refusal("", "", 404, "NotFound", path + " not found"))
                : new MockResponse()
                        .setResponseCode(200)
                        .setHeader("Content-Type", "application/json")
                        .setBody(serialization.asJson(scaleOf(object.get())));
    }

    private static Map<String, Object> scaleOf(GenericKubernetesResource object) {
        Object replicas = object.get("spec", "replicas");
        Object selector = object.get("status", "selector");
        return Map.of(
                "apiVersion", "autoscaling/v1",
                "kind", "Scale",
                "metadata",
                        Map.of(
                                "name", object.getMetadata().getName(),
                                "namespace", object.getMetadata().getNamespace()),
                "spec", Map.of("replicas", replicas == null ? 1 : replicas),
                "status", Map.of("replicas", 0, "selector", selector == null ? "" : selector));
    }

    /** The mock library appends lists where a merge patch replaces them, so the merge is done here. */
    private MockResponse merge(String path, String patch) {
        Optional<GenericKubernetesResource> before = find(path.replaceAll("/status$", ""));
        if (before.isEmpty()) {
            return failure(new Refusal("", "", 404, "", path + " not found"));
        }
        Object merged =
                merged(serialization.convertValue(before.get(), Map.class), serialization.unmarshal(patch, Map.class));
        byte[] body = serialization.asJson(merged).getBytes(UTF_8);
        Headers json = Headers.builder().add("Content-Type", "application/json").build();
        MockResponse response =
                objects.dispatch(new RecordedRequest("HTTP/1.1", HttpMethod.PUT, path, json, new Buffer(body)));
        return response.code() == 200 && response.getBody() == null
                ? response.setBody(new String(body, UTF_8))
                : response;
    }

    private static Object merged(Object before, Map<?, ?> patch) {
        Map<Object, Object> after = new LinkedHashMap<>();
        if (before instanceof Map<?, ?> fields) {
            after.putAll(fields);
        }
        patch.forEach((field, value) -> {
            if (value == null) {
                after.remove(field);
            } else {
                after.put(
                        field,
                        value instanceof Map<?, ?> inner ? merged(after.getOrDefault(field, Map.of()), inner) : value);
            }
        });
        return after;
    }

    /** What the object owned goes with it. */
    private void collect(GenericKubernetesResource gone) {
        String uid = gone.getMetadata().getUid();
        String list = HPAS.formatted(gone.getMetadata().getNamespace());
        Object items = find(list).map(found -> found.get("items")).orElse(List.of());
        for (Object item : (List<?>) items) {
            GenericKubernetesResource hpa = serialization.convertValue(item, GenericKubernetesResource.class);
            if (hpa.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owner.getUid().equals(uid))) {
                objects.handleDelete(list + "/" + hpa.getMetadata().getName());
            }
        }
    }
}
