package dev.weir.jmh.harness;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.lang.reflect.Proxy;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
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
    private final MultiMap headers;
    private final @Nullable HttpConnection connection;
    private String uri = "/";
    private @Nullable Buffer body;

    /** @param accept the header of that name */
    public MemoryRequest(String accept) {
        this(accept, MultiMap.caseInsensitiveMultiMap(), null);
    }

    private MemoryRequest(String accept, MultiMap headers, @Nullable HttpConnection connection) {
        this.accept = accept;
        this.headers = headers;
        this.connection = connection;
    }

    /** The same on a connection by TLS on which the client has shown a certificate. */
    public static MemoryRequest shown(MultiMap headers, X509Certificate certificate) {
        List<Certificate> chain = List.of(certificate);
        HttpConnection connection = proxy(HttpConnection.class, (method, arguments) -> switch (method) {
            case "isSsl" -> true;
            case "peerCertificates" -> chain;
            case "hashCode" -> 1;
            case "equals" -> arguments != null && arguments[0] instanceof HttpConnection;
            default -> throw new UnsupportedOperationException("a connection in memory has no " + method);
        });
        return new MemoryRequest(String.valueOf(headers.get("accept")), headers, connection);
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
            case "version" -> HttpVersion.HTTP_2;
            case "headers" -> headers;
            case "connection" -> Objects.requireNonNull(connection);
            default -> throw new UnsupportedOperationException("a request in memory has no " + method);
        };
    }

    private Object answered(String method, Object @Nullable [] arguments) {
        if (method.equals("end") && arguments != null && arguments[0] instanceof Buffer written) {
            body = written;
            return SENT;
        }
        if (method.equals("putHeader") || method.equals("setStatusCode")) {
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
