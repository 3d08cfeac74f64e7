package dev.weir.gateway.prometheus.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * An error as Prometheus words it.
 *
 * @param code the HTTP status
 * @param type one of Prometheus's, such as {@code bad_data} or {@code timeout}
 * @param message a sentence for people; no secret
 */
public record Refusal(int code, String type, String message) {

    public static Refusal badData(String message) {
        return new Refusal(400, "bad_data", message);
    }

    public static Refusal notFound(String message) {
        return new Refusal(404, "not_found", message);
    }

    public static Refusal tooMany(String message) {
        return new Refusal(429, "unavailable", message);
    }

    public static Refusal unavailable(String message) {
        return new Refusal(503, "unavailable", message);
    }

    public static Refusal badGateway(String message) {
        return new Refusal(502, "unavailable", message);
    }

    public static Refusal timeout(String message) {
        return new Refusal(503, "timeout", message);
    }

    /** Refuses somebody who may not ask, or of whom that is not known; a body of his may be on its way. */
    public static void send(HttpServerRequest request, int code, String reason, String message) {
        String type = code == 503 ? "unavailable" : reason.toLowerCase(Locale.ROOT);
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.response()
                .setStatusCode(code)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new Refusal(code, code == 400 ? "bad_data" : type, message).body());
    }

    public Buffer body() {
        return new JsonObject()
                .put("status", "error")
                .put("errorType", type)
                .put("error", message)
                .toBuffer();
    }

    /** As what passes up a chain of futures. */
    RefusedException exception() {
        return new RefusedException(this);
    }
}
