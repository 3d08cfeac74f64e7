package dev.weir.controller.wire;

import io.vertx.core.buffer.Buffer;

/**
 * The body of a refusal: a Status of v1. An answer with code 500 has no reason, as KEDA's has none; others have the word that
 * Kubernetes uses for the code.
 *
 * <p>In protobuf: {1: metadata, 2: status, 3: message, 4: reason, 6: code}, in the envelope of {@link KubernetesEnvelope}.
 */
public final class StatusEncoder {

    private static final String FAILURE = "Failure";

    private StatusEncoder() {}

    /** As JSON; the code is that of HTTP. */
    public static Buffer json(int code, String message) {
        var json = new JsonWriter()
                .raw("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"" + FAILURE
                        + "\",\"message\":")
                .string(message);
        String reason = reason(code);
        if (!reason.isEmpty()) {
            json.raw(",\"reason\":").string(reason);
        }
        return json.raw(",\"code\":" + code + "}").buffer();
    }

    /** As Kubernetes protobuf. */
    public static Buffer protobuf(int code, String message) {
        var status = new ProtobufWriter()
                .message(1, KubernetesEnvelope.listMeta())
                .string(2, FAILURE)
                .string(3, message)
                .string(4, reason(code))
                .number(6, code);
        return KubernetesEnvelope.wrap("v1", "Status", status);
    }

    private static String reason(int code) {
        return switch (code) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 406 -> "NotAcceptable";
            case 429 -> "TooManyRequests";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "";
        };
    }
}
