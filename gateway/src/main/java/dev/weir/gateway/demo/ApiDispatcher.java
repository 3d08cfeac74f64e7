package dev.weir.gateway.demo;

import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The CRUD store of the mock library, with what an operator needs beyond that: {@code /scale} of Deployments, merge patches
 * that replace lists and remove fields (the library's own appends to lists), and an end to the number of Events kept.
 *
 * <p>The mock server calls it on one event loop, one request at a time, so a read and the write that follows are one.
 */
final class ApiDispatcher extends KubernetesCrudDispatcher {

    /** More Events than that are forgotten, the oldest first, as API servers do after an hour. */
    static final int EVENTS = 200;

    private static final String SCALE = "/scale";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_ALLOWED = 405;

    private final Deque<String> events = new ArrayDeque<>();

    ApiDispatcher() {
        super(List.of(
                kind("ScaledObject", "scaledobjects", "Namespaced"),
                kind("TriggerAuthentication", "triggerauthentications", "Namespaced"),
                kind("ClusterTriggerAuthentication", "clustertriggerauthentications", "Cluster")));
    }

    private static CustomResourceDefinitionContext kind(String kind, String plural, String scope) {
        return new CustomResourceDefinitionContext.Builder()
                .withGroup("keda.sh")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withName(plural + ".keda.sh")
                .withScope(scope)
                .withStatusSubresource(true)
                .build();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String path = request.getPath().split("\\?", 2)[0];
        if (path.endsWith(SCALE)) {
            return scale(request, path.substring(0, path.length() - SCALE.length()));
        }
        return super.dispatch(request);
    }

    @Override
    public MockResponse handleWatch(String path) {
        MockResponse watch = super.handleWatch(path);
        return watch.withWebSocketUpgrade(new WatchConnection(watch.getWebSocketListener()));
    }

    @Override
    public MockResponse handlePatch(RecordedRequest request) {
        String type = request.getHeader("Content-Type");
        if (type == null || !type.startsWith(MERGE_PATCH)) {
            return super.handlePatch(request);
        }
        String path = request.getPath().split("\\?", 2)[0];
        MockResponse found = handleGet(path);
        return found.code() == OK ? put(path, merged(body(found), request)) : found;
    }

    @Override
    public MockResponse handleCreate(RecordedRequest request) {
        MockResponse created = super.handleCreate(request);
        String path = request.getPath();
        if (created.code() == CREATED && path.endsWith("/events")) {
            events.add(path + "/" + body(created).getJsonObject("metadata").getString("name"));
            if (events.size() > EVENTS) {
                handleDelete(events.remove());
            }
        }
        return created;
    }

    private MockResponse scale(RecordedRequest request, String owner) {
        MockResponse found = handleGet(owner);
        if (found.code() != OK) {
            return found;
        }
        JsonObject deployment = body(found);
        return switch (request.method()) {
            case GET -> answer(scaleOf(deployment));
            case PUT -> rescale(owner, deployment, new JsonObject(request.getUtf8Body()));
            case PATCH -> rescale(owner, deployment, merged(scaleOf(deployment), request));
            default -> new MockResponse().setResponseCode(NOT_ALLOWED);
        };
    }

    private MockResponse rescale(String owner, JsonObject deployment, JsonObject scale) {
        String version = scale.getJsonObject("metadata", new JsonObject()).getString("resourceVersion");
        if (version != null) {
            deployment.getJsonObject("metadata").put("resourceVersion", version);
        }
        int replicas = scale.getJsonObject("spec", new JsonObject()).getInteger("replicas", 0);
        deployment.getJsonObject("spec").put("replicas", replicas);
        MockResponse written = put(owner, deployment);
        return written.code() == OK ? answer(scaleOf(body(written))) : written;
    }

    private static JsonObject scaleOf(JsonObject deployment) {
        JsonObject metadata = deployment.getJsonObject("metadata");
        JsonObject status = deployment.getJsonObject("status", new JsonObject());
        return new JsonObject()
                .put("apiVersion", "autoscaling/v1")
                .put("kind", "Scale")
                .put(
                        "metadata",
                        new JsonObject()
                                .put("name", metadata.getString("name"))
                                .put("namespace", metadata.getString("namespace"))
                                .put("uid", metadata.getString("uid"))
                                .put("resourceVersion", metadata.getString("resourceVersion")))
                .put(
                        "spec",
                        new JsonObject()
                                .put(
                                        "replicas",
                                        deployment.getJsonObject("spec").getInteger("replicas", 1)))
                .put("status", new JsonObject().put("replicas", status.getInteger("replicas", 0)));
    }

    private static JsonObject merged(JsonObject target, RecordedRequest patch) {
        merge(target.getMap(), new JsonObject(patch.getUtf8Body()).getMap());
        return target;
    }

    /** RFC 7386. */
    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> target, Map<String, Object> patch) {
        patch.forEach((name, value) -> {
            if (value == null) {
                target.remove(name);
            } else if (value instanceof Map<?, ?> inner) {
                Object before = target.get(name);
                Map<String, Object> onto =
                        before instanceof Map<?, ?> ? (Map<String, Object>) before : new LinkedHashMap<>();
                merge(onto, (Map<String, Object>) inner);
                target.put(name, onto);
            } else {
                target.put(name, value);
            }
        });
    }

    private MockResponse put(String path, JsonObject document) {
        return handleUpdate(new RecordedRequest(
                "HTTP/1.1",
                HttpMethod.PUT,
                path,
                Headers.builder().build(),
                new Buffer(document.encode().getBytes(StandardCharsets.UTF_8))));
    }

    private static JsonObject body(MockResponse response) {
        return new JsonObject(new String(response.getBody().getBytes(), StandardCharsets.UTF_8));
    }

    private static MockResponse answer(JsonObject document) {
        return new MockResponse().setResponseCode(OK).setBody(document.encode());
    }
}
