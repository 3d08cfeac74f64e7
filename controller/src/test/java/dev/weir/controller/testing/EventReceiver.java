package dev.weir.controller.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes CloudEvents on a free loopback port, and answers as the test wants. */
public final class EventReceiver {

    /**
     * One request.
     *
     * @param uri path and query
     * @param headers by name in lower case
     */
    public record Request(String method, String uri, Map<String, String> headers, String body) {

        public String type() {
            return headers.getOrDefault("ce-type", "");
        }
    }

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 202;
    private volatile String location = "";

    /** Serves until {@code vertx} is closed. */
    public EventReceiver(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Map<String, String> headers = new TreeMap<>();
                    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(), value));
                    requests.add(new Request(request.method().name(), request.uri(), headers, body.toString()));
                    if (status != 0) {
                        if (!location.isEmpty()) {
                            request.response().putHeader("Location", location);
                        }
                        request.response().setStatusCode(status).end();
                    }
                }))
                .listen(0, "127.0.0.1")
                .await();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/events";
    }

    /** From now on; 0 is no answer at all. */
    public void answers(int next) {
        status = next;
    }

    /** From now on sends everybody there. */
    public void redirects(String to) {
        location = to;
        status = 302;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Types of all events so far, in the order of their arrival. */
    public List<String> types() {
        return requests.stream().map(Request::type).toList();
    }

    /** Waits for exactly these. */
    public void untilTypes(String... types) {
        Eventually.until(() -> types().equals(List.of(types)), this::types);
    }
}
