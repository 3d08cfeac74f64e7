package dev.weir.gateway.access;

import dev.weir.gateway.http.Routes;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import javax.net.ssl.TrustManager;

/** Stands in front of a door: lets through who may, and answers the others. */
public interface Access {

    /** Lets everybody through, as nobody in particular. */
    Access OPEN = new Access() {
        @Override
        public Handler<HttpServerRequest> before(Context loop, Handler<HttpServerRequest> next) {
            return next;
        }

        @Override
        public Routes before(Context loop, Routes next) {
            return next;
        }

        @Override
        public Caller caller(HttpServerRequest request) {
            return Caller.ANONYMOUS;
        }
    };

    /**
     * The check in front of {@code next}, for one event loop.
     *
     * @param loop whose requests these are
     */
    Handler<HttpServerRequest> before(Context loop, Handler<HttpServerRequest> next);

    /**
     * The same check in front of the routes of metrics. Whoever is known to be allowed may be answered by their shortcut.
     *
     * @param loop whose requests these are
     */
    default Routes before(Context loop, Routes next) {
        return Routes.of(before(loop, next.handler()));
    }

    /**
     * The same people at a door whose paths are no resources of Kubernetes: who is to read one needs the right to {@code get} that
     * path, by whatever method he reads it.
     *
     * @param root goes before the path when the right to it is asked for: in a cluster everybody who is authenticated may get
     *     {@code /api/*}, by {@code system:discovery}
     * @param refused how that door says no
     */
    default Access ofPaths(String root, Refused refused) {
        return this;
    }

    /** Who looks at the certificates of clients while connections are made; empty if none is asked for. */
    default Optional<TrustManager> certificates() {
        return Optional.empty();
    }

    /** Who sends a request that has been let through; on its event loop. */
    Caller caller(HttpServerRequest request);
}
