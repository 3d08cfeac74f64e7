package dev.weir.gateway.prometheus.upstream;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer, over when the time is up. A connection that the other side closed while nobody looked is not
 * an answer: such a request is sent once more.
 */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final long CANCEL = 0x8;

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration left;
    private final Refusal late;
    private final Counter received;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;

    Exchange(Vertx vertx, HttpClient client, Duration left, Refusal late, Counter received) {
        this.vertx = vertx;
        this.client = client;
        this.left = left;
        this.late = late;
        this.received = received;
    }

    <T> Future<T> run(RequestOptions options, Buffer body, Function<Exchange, Future<T>> use) {
        Promise<T> done = Promise.promise();
        long timer = vertx.setTimer(left.toMillis(), up -> {
            if (done.tryFail(late.exception())) {
                cancel();
            }
        });
        send(options, body)
                .recover(fault ->
                        fault instanceof HttpClosedException && !done.future().isComplete()
                                ? send(options, body)
                                : Future.failedFuture(fault))
                .compose(answer -> {
                    response = answer;
                    return done.future().isComplete() ? Future.failedFuture(late.exception()) : use.apply(this);
                })
                .onComplete(ended -> {
                    if (ended.succeeded()) {
                        done.tryComplete(ended.result());
                    } else {
                        done.tryFail(known(ended.cause()));
                    }
                });
        return done.future().onComplete(ended -> vertx.cancelTimer(timer));
    }

    private Future<HttpClientResponse> send(RequestOptions options, Buffer body) {
        return client.request(options).compose(made -> {
            request = made;
            return body.length() == 0 ? made.send() : made.send(body);
        });
    }

    private static Throwable known(Throwable fault) {
        if (fault instanceof RefusedException || fault instanceof TooLongException) {
            return fault;
        }
        // Users see the kind of failure; what the message holds is for whoever runs Weir.
        LOG.debug("an upstream cannot be asked", fault);
        return Refusal.badGateway(
                        "the upstream cannot be asked: " + fault.getClass().getSimpleName())
                .exception();
    }

    HttpClientResponse response() {
        return Objects.requireNonNull(response);
    }

    /** The body; one that is longer, or finds no room beside others, is not read on. */
    Future<Buffer> whole(int mostBytes, Room room) {
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        response()
                .handler(part -> {
                    received.increment(part.length());
                    if (whole.future().isComplete()) {
                        return;
                    }
                    if (read.length() + part.length() > mostBytes || !room.take(part.length())) {
                        whole.tryFail(TooLongException.known());
                        cancel();
                    } else {
                        read.appendBuffer(part);
                    }
                })
                .exceptionHandler(whole::tryFail)
                .endHandler(end -> whole.tryComplete(read));
        return whole.future().onComplete(ended -> room.giveBack(read.length()));
    }

    /** Passes the body on. Once it has begun, whatever goes wrong breaks it off: the reader must not take it for whole. */
    Future<Void> relay(HttpServerResponse to, Runnable head) {
        if (to.closed() || to.ended()) {
            forget();
            return Future.succeededFuture();
        }
        String type = response().getHeader(HttpHeaders.CONTENT_TYPE);
        int code = response().statusCode();
        if (code >= 300 && code < 400) {
            forget();
            return Future.failedFuture(
                    Refusal.badGateway("the upstream answered " + code + ", which is no answer of a Prometheus")
                            .exception());
        }
        to.setStatusCode(code).setChunked(true);
        if (type != null) {
            to.putHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        head.run();
        return response().pipe().endOnFailure(false).to(to).recover(broken -> {
            cancel();
            to.reset();
            return Future.succeededFuture();
        });
    }

    /** Nobody hears of what comes, or fails to come, of it. */
    private void forget() {
        response().handler(part -> {}).exceptionHandler(gone -> {});
        cancel();
    }

    private void cancel() {
        HttpClientRequest made = request;
        if (made != null) {
            made.reset(CANCEL);
        }
    }
}
