package dev.weir.gateway.prometheus.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

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
