package dev.weir.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/**
 * {@code /healthz} and {@code /livez} (the process answers), {@code /readyz} (its answers are fresh) and {@code /version};
 * everything else goes to the next handler.
 */
public final class HealthRoutes implements Handler<HttpServerRequest> {

    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=utf-8");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final Supplier<Readiness> readiness;
    private final String version;
    private final Handler<HttpServerRequest> next;

    /** @param readiness asked on an event loop for every {@code /readyz}; must not block */
    public HealthRoutes(Supplier<Readiness> readiness, String version, Handler<HttpServerRequest> next) {
        this.readiness = readiness;
        this.version = version;
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path();
        if (path == null) {
            StatusReply.badRequest("the request has no path").send(request);
        } else if (!path.equals("/healthz")
                && !path.equals("/livez")
                && !path.equals("/readyz")
                && !path.equals("/version")) {
            next.handle(request);
        } else if (request.method() != HttpMethod.GET) {
            StatusReply.methodNotAllowed().send(request);
        } else {
            answer(request, path);
        }
    }

    private void answer(HttpServerRequest request, String path) {
        switch (path) {
            case "/readyz" -> ready(request);
            case "/version" ->
                request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                        .end(new JsonObject().put("gitVersion", version).toBuffer());
            default -> text(request, 200, "ok");
        }
    }

    private void ready(HttpServerRequest request) {
        Readiness now = readiness.get();
        text(request, now.ready() ? 200 : 503, now.reason());
    }

    private static void text(HttpServerRequest request, int code, String body) {
        request.response()
                .setStatusCode(code)
                .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                .end(body);
    }
}
