package dev.weir.gateway.external;

import dev.weir.gateway.http.StatusReply;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The description of the API in OpenAPI 2 and 3, as JSON: the aggregation layer asks for nothing else. The index of version 3
 * names the document by its hash, and under that name it may be kept for ever. Everything else goes to the next
 * handler.
 */
final class OpenApi implements Handler<HttpServerRequest> {

    private static final String V3_PATH = "/openapi/v3";
    private static final String V3_OURS = V3_PATH + Discovery.VERSION_PATH;
    private static final String HASH = "hash=";
    private static final CharSequence FOR_EVER = HttpHeaders.createOptimized("public, immutable, max-age=31536000");

    private static final Document V2 = Document.ofJson(read("v2"));
    private static final Document V3 = Document.ofJson(read("v3"));
    private static final Document V3_INDEX = Document.ofJson(index());

    private final Handler<HttpServerRequest> next;

    OpenApi(Handler<HttpServerRequest> next) {
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        switch (String.valueOf(request.path())) {
            case "/openapi/v2" -> answer(request, V2);
            case V3_PATH, V3_PATH + "/" -> answer(request, V3_INDEX);
            case V3_OURS -> named(request);
            default -> next.handle(request);
        }
    }

    /** Whoever asks by a former hash gets what there is now: the aggregation layer lets no redirection through. */
    private static void named(HttpServerRequest request) {
        String query = Objects.requireNonNullElse(request.query(), "");
        if (List.of(query.split("&", 8)).contains(HASH + V3.tag())) {
            request.response().putHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
        }
        answer(request, V3);
    }

    private static void answer(HttpServerRequest request, Document document) {
        if (request.method() != HttpMethod.GET) {
            StatusReply.methodNotAllowed().send(request);
            return;
        }
        Optional<Format> json = MediaRange.of(request.getHeader(HttpHeaders.ACCEPT)).stream()
                .filter(range -> range.covers(Format.JSON.mediaType()))
                .map(range -> Format.JSON)
                .findFirst();
        if (json.isPresent()) {
            document.send(request, Format.JSON, Format.JSON.mediaType());
        } else {
            new StatusReply(406, "NotAcceptable", "only the following media types are accepted: application/json")
                    .send(request);
        }
    }

    private static JsonObject index() {
        String here = Discovery.VERSION_PATH.substring(1);
        return new JsonObject()
                .put(
                        "paths",
                        new JsonObject()
                                .put(here, new JsonObject().put("serverRelativeURL", V3_OURS + "?" + HASH + V3.tag())));
    }

    private static JsonObject read(String version) {
        try (InputStream text = OpenApi.class.getResourceAsStream("/openapi/" + version + ".json")) {
            return new JsonObject(Buffer.buffer(Objects.requireNonNull(text).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
