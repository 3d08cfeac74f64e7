package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.Url;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call under way; belongs to the context that began it. A message may have {@value #LIMIT_BYTES} bytes. */
public final class GrpcExchange {

    static final int LIMIT_BYTES = 4 << 20;

    private static final int PREFIX = 5;
    private static final int CANCEL = 0x8;
    private static final int OK = 200;

    private final GrpcCall call;
    private final Consumer<Buffer> messages;
    private final Promise<GrpcEnd> end = Promise.promise();
    private Buffer rest = Buffer.buffer();
    private @Nullable HttpClientRequest request;

    GrpcExchange(Vertx vertx, GrpcCall call, Consumer<Buffer> messages) {
        this.call = call;
        this.messages = messages;
        Duration timeout = call.timeout();
        if (timeout != null) {
            long timer = vertx.setTimer(
                    Math.max(1, timeout.toMillis()), late -> cancel("timed out after " + Faults.words(timeout)));
            end.future().onComplete(over -> vertx.cancelTimer(timer));
        }
    }

    /** How the server has ended the answer; fails with a {@link SourceException} that names it where it has not. */
    public Future<GrpcEnd> end() {
        return end.future();
    }

    /** Ends the call from this side, for a reason that follows the name of the server. */
    public void cancel(String why) {
        if (end.tryFail(new SourceException(call + ": " + why)) && request != null) {
            request.reset(CANCEL);
        }
    }

    void broke(Throwable fault) {
        cancel(fault instanceof SourceException known ? String.valueOf(known.getMessage()) : Faults.sentence(fault));
    }

    Future<Void> send(HttpClientRequest opened) {
        request = opened;
        if (end.future().isComplete()) {
            opened.reset(CANCEL);
            return Future.succeededFuture();
        }
        // Else Vert.x logs each call that is cancelled as a fault.
        opened.exceptionHandler(this::broke);
        Buffer frame = Buffer.buffer()
                .appendByte((byte) 0)
                .appendInt(call.message().length())
                .appendBuffer(call.message());
        Future<Void> answered = opened.response().onSuccess(this::receive).mapEmpty();
        // Chunked is how Vert.x calls a request of unknown length, in HTTP/2 too.
        Future<Void> sent = call.open() ? opened.setChunked(true).write(frame) : opened.end(frame);
        return sent.compose(gone -> answered);
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(this::broke);
        response.handler(this::take);
        response.endHandler(over -> end(response));
    }

    private void take(Buffer chunk) {
        Buffer all = rest.length() == 0 ? chunk : rest.appendBuffer(chunk);
        int at = 0;
        while (!end.future().isComplete() && all.length() - at >= PREFIX) {
            int length = all.getInt(at + 1);
            if (all.getByte(at) != 0 || length < 0) {
                cancel("answered with something that is no message of gRPC");
                return;
            }
            if (length > LIMIT_BYTES) {
                cancel("the answer is larger than " + (LIMIT_BYTES >> 20) + " MiB, the limit");
                return;
            }
            if (all.length() - at - PREFIX < length) {
                break;
            }
            hand(all.getBuffer(at + PREFIX, at + PREFIX + length));
            at += PREFIX + length;
        }
        // What waits for its end is not copied again with each piece.
        rest = at == 0 && all == rest ? rest : all.getBuffer(at, all.length());
    }

    private void hand(Buffer message) {
        try {
            messages.accept(message);
        } catch (SourceException e) {
            cancel(String.valueOf(e.getMessage()));
        }
    }

    private void end(HttpClientResponse response) {
        conclude(response);
        if (call.open() && request != null) {
            // This side has not ended it yet, and there is nobody left to read it.
            request.reset(CANCEL);
        }
    }

    private void conclude(HttpClientResponse response) {
        if (response.statusCode() != OK) {
            cancel("answered " + response.statusCode());
            return;
        }
        String status = trailer(response, "grpc-status");
        if (status == null || !status.matches("[0-9]{1,4}")) {
            cancel("the connection was closed before the answer was complete");
        } else if (status.equals("0") && rest.length() > 0) {
            cancel("the answer ends in the middle of a message");
        } else {
            String words = trailer(response, "grpc-message");
            end.tryComplete(
                    new GrpcEnd(Integer.parseInt(status), words == null ? "" : Url.decoded(words.replace("+", "%2B"))));
        }
    }

    /** An answer without messages may have its trailers in the place of headers. */
    private static @Nullable String trailer(HttpClientResponse response, String name) {
        String trailer = response.getTrailer(name);
        return trailer == null ? response.getHeader(name) : trailer;
    }
}
