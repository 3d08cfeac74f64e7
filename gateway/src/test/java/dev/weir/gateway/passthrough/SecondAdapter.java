package dev.weir.gateway.passthrough;

import dev.weir.gateway.testing.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A server that plays prometheus-adapter: it lists {@code queue_depth} and says 7 whatever it is asked for. */
final class SecondAdapter implements AutoCloseable {

    static final String LIST = "/apis/external.metrics.k8s.io/v1beta1";

    /** A request that it was sent, headers by lower-case name. */
    record Seen(String uri, List<Map.Entry<String, String>> headers) {

        List<String> all(String header) {
            return headers.stream()
                    .filter(each -> each.getKey().equalsIgnoreCase(header))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    volatile Consumer<HttpServerRequest> reply = SecondAdapter::seven;

    SecondAdapter(Vertx vertx, HttpServerOptions options) {
        server = TestGateway.await(
                vertx.createHttpServer(options).requestHandler(this::handle).listen(0, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    /** What it was asked for, without its list. */
    List<Seen> asked() {
        return seen.stream().filter(each -> !each.uri.endsWith("v1beta1")).toList();
    }

    List<Seen> askedForItsList() {
        return seen.stream().filter(each -> each.uri.endsWith("v1beta1")).toList();
    }

    private void handle(HttpServerRequest request) {
        seen.add(new Seen(request.uri(), List.copyOf(request.headers().entries())));
        if (request.path().endsWith(LIST)) {
            list(request);
        } else {
            reply.accept(request);
        }
    }

    private static void list(HttpServerRequest request) {
        request.response()
                .putHeader("content-type", "application/json")
                .end(new JsonObject()
                        .put("kind", "APIResourceList")
                        .put(
                                "resources",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("name", "queue_depth")
                                                .put("singularName", "")
                                                .put("namespaced", true)
                                                .put("kind", "ExternalMetricValueList")
                                                .put("verbs", new JsonArray().add("get")))
                                        .add("no resource"))
                        .encode());
    }

    static void seven(HttpServerRequest request) {
        request.response().putHeader("content-type", "application/json").end("{\"items\":[{\"value\":\"7\"}]}");
    }

    @Override
    public void close() {
        TestGateway.await(server.close());
    }
}
