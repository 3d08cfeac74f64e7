package dev.weir.jmh.harness;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A request without a socket, to measure a handler alone. It knows only what handlers of a hot path call; anything else is
 * refused. The call through a proxy costs some nanoseconds, which a benchmark of a bare handler shows.
 */
public final class MemoryRequest {

    private static final Future<Void> SENT = Future.succeededFuture();

    private final HttpServerRequest request = proxy(HttpServerRequest.class, this::asked);
    private final HttpServerResponse response = proxy(HttpServerResponse.class, this::answered);
    private final String accept;
    private String uri = "/";
    private @Nullable Buffer body;

    /** @param accept the header of that name */
    public MemoryRequest(String accept) {
        this.accept = accept;
    }

    /** The request for another URI, as yet without an answer. */
    public HttpServerRequest to(String next) {
        uri = next;
        body = null;
        return request;
    }

    /** What the handler has written, or null if it has not yet. */
    public @Nullable Buffer body() {
        return body;
    }

    private Object asked(String method, Object @Nullable [] arguments) {
        return switch (method) {
            case "uri", "path" -> uri;
            case "method" -> HttpMethod.GET;
            case "getHeader" -> accept;
            case "response" -> response;
            default -> throw new UnsupportedOperationException("a request in memory has no " + method);
        };
    }

    private Object answered(String method, Object @Nullable [] arguments) {
        if (method.equals("end") && arguments != null && arguments[0] instanceof Buffer written) {
            body = written;
            return SENT;
        }
        if (method.equals("putHeader")) {
            return response;
        }
        throw new UnsupportedOperationException("a response in memory has no " + method);
    }

    private interface Call {
        Object invoke(String method, Object @Nullable [] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call.invoke(method.getName(), arguments)));
    }
}
