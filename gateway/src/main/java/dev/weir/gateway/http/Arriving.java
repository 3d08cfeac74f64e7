package dev.weir.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever watches over bodies by HTTP/2 which request one belongs to, so that it can be answered if its body is too long
 * or does not come. Of one event loop; a request that comes as a whole costs a look at a field.
 */
final class Arriving {

    private @Nullable Body begun;

    /** A body that is to come. */
    static final class Body {

        final int stream;
        long bytes;
        private @Nullable HttpServerRequest request;

        Body(int stream) {
            this.stream = stream;
        }

        /** Answers, if nothing has been said yet. */
        void answer(StatusReply reply) {
            HttpServerRequest of = request;
            if (of != null && !of.response().headWritten() && !of.response().ended()) {
                reply.send(of);
            }
        }
    }

    /** The next request is the one of this body. */
    void begin(Body body) {
        begun = body;
    }

    void end() {
        begun = null;
    }

    /** The handler, which is told nothing of all this. */
    Handler<HttpServerRequest> before(Handler<HttpServerRequest> next) {
        return request -> {
            Body body = begun;
            if (body != null) {
                begun = null;
                body.request = request;
            }
            next.handle(request);
        };
    }
}
