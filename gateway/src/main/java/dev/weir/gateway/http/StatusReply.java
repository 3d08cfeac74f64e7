package dev.weir.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * A refusal as Kubernetes clients understand it: a {@code Status} object as JSON.
 *
 * @param code the HTTP status
 * @param reason one word for programs, or empty for none
 * @param message a sentence for people; no stack trace, no secret
 */
public record StatusReply(int code, String reason, String message) {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    public static StatusReply notFound() {
        return new StatusReply(404, "NotFound", "the server could not find the requested resource");
    }

    public static StatusReply methodNotAllowed() {
        return new StatusReply(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    public static StatusReply badRequest(String message) {
        return new StatusReply(400, "BadRequest", message);
    }

    /** Whose body nobody will read to its end. */
    static StatusReply tooLong(long bodyBytes) {
        return new StatusReply(
                413, "RequestEntityTooLarge", "the body of a request may have at most " + bodyBytes + " bytes");
    }

    /** Whose body has not come. */
    static StatusReply late(Duration within) {
        return new StatusReply(
                408, "Timeout", "the body of a request must have come within " + within.toMillis() + " ms");
    }

    /** Fails a request without a reason, as the external metrics API does. */
    public static StatusReply failure(String message) {
        return new StatusReply(500, "", message);
    }

    /** Answers; a client that has gone is nobody to tell. A method that is not allowed makes way for GET, if nothing else is said. */
    public void send(HttpServerRequest request) {
        if (code == 405) {
            if (!request.response().headers().contains(HttpHeaders.ALLOW)) {
                request.response().putHeader(HttpHeaders.ALLOW, "GET");
            }
            sendUnread(request);
        } else {
            answer(request);
        }
    }

    /** Answers where a body may be on its way that nobody will read. */
    public void sendUnread(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        answer(request);
    }

    private void answer(HttpServerRequest request) {
        request.response()
                .setStatusCode(code)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(body());
    }

    Buffer body() {
        JsonObject status = new JsonObject()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("metadata", new JsonObject())
                .put("status", "Failure")
                .put("message", message);
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        return status.put("code", code).toBuffer();
    }
}
