package dev.weir.controller.cloudevents;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An event of the CloudEvents specification 1.0, and its two forms in HTTP.
 *
 * @param source which operator tells
 * @param subject which object is told of
 */
record CloudEvent(String type, String source, String subject, String id, Instant time, String reason, String message) {

    private static final String JSON = "application/json";

    /**
     * An occurrence as one source tells of it.
     *
     * @param cluster how the source calls the cluster
     * @param operator namespace of the operator's own objects
     */
    static CloudEvent of(Occurrence told, String cluster, String operator) {
        return new CloudEvent(
                told.type().value(),
                "/" + cluster + "/" + operator + "/keda",
                "/" + cluster + "/" + told.namespace() + "/" + lower(told.kind()) + "/" + lower(told.name()),
                told.id(),
                told.time(),
                told.reason(),
                told.message());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Headers of binary content mode; the body is {@link #data}. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", JSON);
        attributes().forEach((name, value) -> headers.put("ce-" + name, HeaderValue.of(value)));
        return headers;
    }

    Buffer data() {
        return json().toBuffer();
    }

    /** The body of batched content mode, with this event alone. */
    Buffer batch() {
        JsonObject event = new JsonObject();
        attributes().forEach(event::put);
        event.put("datacontenttype", JSON).put("data", json());
        return new JsonArray().add(event).toBuffer();
    }

    private JsonObject json() {
        return new JsonObject().put("reason", reason).put("message", message);
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id);
        attributes.put("source", source);
        attributes.put("type", type);
        attributes.put("subject", subject);
        attributes.put("time", time.toString());
        return attributes;
    }
}
