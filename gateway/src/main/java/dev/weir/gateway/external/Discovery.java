package dev.weir.gateway.external;

import dev.weir.gateway.http.StatusReply;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * How clients find out what the API offers: one group, one version, one resource that stands for all metrics. The bodies
 * never change, so they are made once. Everything else goes to the next handler.
 */
final class Discovery implements Handler<HttpServerRequest> {

    static final String GROUP = "external.metrics.k8s.io";
    static final String VERSION = "v1beta1";
    static final String VERSION_PATH = "/apis/" + GROUP + "/" + VERSION;

    private static final Map<String, Buffer> BODIES =
            Map.of("/apis", groups(), "/apis/" + GROUP, group("v1").toBuffer(), VERSION_PATH, resources());

    private final Handler<HttpServerRequest> next;

    Discovery(Handler<HttpServerRequest> next) {
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path();
        Buffer body = path == null ? null : BODIES.get(withoutSlash(path));
        if (body == null) {
            next.handle(request);
        } else if (request.method() != HttpMethod.GET) {
            StatusReply.methodNotAllowed().send(request);
        } else {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, Format.JSON.contentType())
                    .end(body);
        }
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static Buffer groups() {
        return new JsonObject()
                .put("kind", "APIGroupList")
                .put("apiVersion", "v1")
                .put("groups", new JsonArray().add(group("")))
                .toBuffer();
    }

    /** @param apiVersion of the object itself; a group inside a list has none */
    private static JsonObject group(String apiVersion) {
        JsonObject version =
                new JsonObject().put("groupVersion", GROUP + "/" + VERSION).put("version", VERSION);
        JsonObject group = new JsonObject();
        if (!apiVersion.isEmpty()) {
            group.put("kind", "APIGroup").put("apiVersion", apiVersion);
        }
        return group.put("name", GROUP)
                .put("versions", new JsonArray().add(version))
                .put("preferredVersion", version);
    }

    private static Buffer resources() {
        return new JsonObject()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", GROUP + "/" + VERSION)
                .put(
                        "resources",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("name", "externalmetrics")
                                        .put("singularName", "")
                                        .put("namespaced", true)
                                        .put("kind", "ExternalMetricValueList")
                                        .put("verbs", new JsonArray().add("get"))))
                .toBuffer();
    }
}
