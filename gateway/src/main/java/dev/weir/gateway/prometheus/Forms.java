package dev.weir.gateway.prometheus;

import dev.weir.gateway.prometheus.upstream.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the forms of requests. One that is too long, comes too slowly or finds no room is refused and not read on. One event
 * loop.
 */
final class Forms {

    static final int LIMIT_BYTES = 1 << 20;

    private static final long ROOM_BYTES = 32L << 20;
    private static final long PATIENCE_MILLIS = 10_000;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Vertx vertx;
    private long held;

    Forms(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What came of a form: its text, or a refusal. */
    record Form(String text, Optional<Refusal> refusal) {
        static Form refused(int code, String sentence) {
            return new Form("", Optional.of(new Refusal(code, "bad_data", sentence)));
        }
    }

    /** The body of a request; empty if it is no form, as Prometheus has it. Never completes for a caller that has gone. */
    Future<Form> read(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean form = type != null && type.strip().toLowerCase(Locale.ROOT).startsWith(FORM);
        Promise<Form> done = Promise.promise();
        Buffer read = Buffer.buffer();
        long timer = vertx.setTimer(
                PATIENCE_MILLIS,
                late -> done.tryComplete(
                        Form.refused(408, "the body must have come within " + PATIENCE_MILLIS / 1_000 + " s")));
        request.handler(part -> {
                    if (done.future().isComplete()) {
                        return;
                    }
                    if (read.length() + part.length() > LIMIT_BYTES) {
                        done.tryComplete(Form.refused(413, "the body may have at most " + LIMIT_BYTES + " bytes"));
                    } else if (held + part.length() > ROOM_BYTES) {
                        done.tryComplete(Form.refused(503, "too many bodies are being read: try again later"));
                    } else {
                        held += part.length();
                        read.appendBuffer(part);
                    }
                })
                .exceptionHandler(gone -> done.tryFail(gone))
                .endHandler(end -> done.tryComplete(form ? text(read) : new Form("", Optional.empty())));
        return done.future().onComplete(ended -> {
            vertx.cancelTimer(timer);
            held -= read.length();
        });
    }

    private static Form text(Buffer read) {
        try {
            return new Form(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(read.getBytes()))
                            .toString(),
                    Optional.empty());
        } catch (CharacterCodingException e) {
            return Form.refused(400, "the body is not UTF-8");
        }
    }
}
