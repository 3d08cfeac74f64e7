package dev.weir.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells the clients of one event loop that this server is about to close, so that they send what follows elsewhere before
 * their connection is closed under a request: HTTP/1.1 by {@code Connection: close} with the next answer, HTTP/2 by a GOAWAY
 * that still takes every stream. That event loop only.
 */
final class Farewell {

    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

    private final Set<HttpConnection> open = new HashSet<>();
    private boolean said;

    void came(HttpConnection connection) {
        open.add(connection);
        if (said) {
            tell(connection);
        }
    }

    void left(HttpConnection connection) {
        open.remove(connection);
    }

    /** Tells all; whether there is anybody. */
    boolean say() {
        said = true;
        Set.copyOf(open).forEach(Farewell::tell);
        return !open.isEmpty();
    }

    /** The handler with a word about the end in each answer of HTTP/1.1, when it is near. */
    Handler<HttpServerRequest> before(Handler<HttpServerRequest> next) {
        return request -> {
            if (said && request.version() != HttpVersion.HTTP_2) {
                request.response().putHeader(HttpHeaders.CONNECTION, CLOSE);
            }
            next.handle(request);
        };
    }

    /** The shortcut as long as there is nothing to be said. */
    Shortcut before(Shortcut next) {
        return (connection, uri, heads) -> said ? null : next.find(connection, uri, heads);
    }

    private static void tell(HttpConnection connection) {
        try {
            connection.goAway(0, Integer.MAX_VALUE);
        } catch (UnsupportedOperationException e) {
            // HTTP/1.1, as a connection says in no other way; it is told with its next answer.
        }
    }
}
