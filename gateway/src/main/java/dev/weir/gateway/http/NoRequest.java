package dev.weir.gateway.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

/** Answers what came by HTTP/1.1 and is no request, or too long for one, and ends the connection. */
final class NoRequest implements Handler<HttpServerRequest> {

    private final int headerBytes;
    private final Closed closed;

    NoRequest(int headerBytes, Closed closed) {
        this.headerBytes = headerBytes;
        this.closed = closed;
    }

    @Override
    public void handle(HttpServerRequest request) {
        closed.count(Closed.Why.NO_REQUEST);
        HttpConnection connection = request.connection();
        request.response().endHandler(ended -> connection.close());
        reply(request.decoderResult().cause()).sendUnread(request);
    }

    private StatusReply reply(Throwable fault) {
        if (fault instanceof TooLongHttpLineException) {
            return new StatusReply(
                    414, "RequestURITooLong", "the request line is longer than " + headerBytes + " bytes");
        }
        if (fault instanceof TooLongHttpHeaderException) {
            return new StatusReply(
                    431, "RequestHeaderFieldsTooLarge", "the headers are longer than " + headerBytes + " bytes");
        }
        return StatusReply.badRequest("what came is no HTTP request");
    }
}
