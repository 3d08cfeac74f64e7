package dev.weir.gateway.external;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body that changes seldom, in the encodings that it has, and its tag: a client that has it already is told so instead.
 *
 * @param json its text
 * @param protobuf its bytes in Kubernetes' envelope; empty where there is no such form
 * @param tag of its contents, without quotes
 */
record Document(Buffer json, Optional<Buffer> protobuf, String tag) {

    static Document of(JsonObject json, Buffer protobuf) {
        Buffer text = json.toBuffer();
        return new Document(text, Optional.of(protobuf), tag(text));
    }

    static Document ofJson(JsonObject json) {
        Buffer text = json.toBuffer();
        return new Document(text, Optional.empty(), tag(text));
    }

    private static String tag(Buffer text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes());
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Answers with it, or with 304 if the client has it.
     *
     * @param contentType of this encoding
     */
    void send(HttpServerRequest request, Format format, String contentType) {
        String quoted = "\"" + tag + "\"";
        request.response().putHeader(HttpHeaders.ETAG, quoted).putHeader(HttpHeaders.VARY, "Accept");
        if (has(request.getHeader(HttpHeaders.IF_NONE_MATCH), quoted)) {
            request.response().setStatusCode(304).end();
        } else {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                    .end(format == Format.PROTOBUF ? protobuf.orElse(json) : json);
        }
    }

    /** Whether it can be had so. */
    boolean has(Format format) {
        return format != Format.PROTOBUF || protobuf.isPresent();
    }

    private static boolean has(@Nullable String tags, String quoted) {
        if (tags == null) {
            return false;
        }
        for (String each : tags.split(",", 64)) {
            String bare = each.strip();
            if (bare.equals("*") || bare.equals(quoted) || bare.equals("W/" + quoted)) {
                return true;
            }
        }
        return false;
    }
}
