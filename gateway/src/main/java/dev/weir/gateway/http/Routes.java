package dev.weir.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * What answers at a port on one event loop.
 *
 * @param handler answers every request
 * @param shortcut is asked first
 */
public record Routes(Handler<HttpServerRequest> handler, Shortcut shortcut) {

    /** Without a shortcut. */
    public static Routes of(Handler<HttpServerRequest> handler) {
        return new Routes(handler, Shortcut.NONE);
    }
}
