package dev.weir.cache.poll;

import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the question to a source and turns whatever comes of it into a reading. */
final class Asking<R extends Record> {

    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    private final Source<R> source;
    private final Duration timeout;

    Asking(Source<R> source, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
    }

    /** Asks; a source that throws, or returns nothing, has failed. A missing optional library shows as a linkage error. */
    Future<R> ask() {
        try {
            Future<R> answer = source.poll();
            return answer == null ? Future.failedFuture(new IllegalStateException("poll() returned null")) : answer;
        } catch (RuntimeException | LinkageError e) {
            return Future.failedFuture(e);
        }
    }

    /** Listens to what the source pushes; one that cannot is polled all the same. */
    void listen(Consumer<R> sink) {
        try {
            source.listen(sink);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("source cannot push source={}", source.key(), e);
        }
    }

    /** Closes the source; what goes wrong there is logged, for nobody else could do anything about it. */
    Future<Void> close() {
        try {
            return source.close().recover(e -> {
                LOG.warn("source did not close cleanly source={}", source.key(), e);
                return Future.succeededFuture();
            });
        } catch (RuntimeException e) {
            LOG.warn("source did not close cleanly source={}", source.key(), e);
            return Future.succeededFuture();
        }
    }

    Reading<R> answered(R value, Instant at) {
        if (value == null) {
            return new Reading.Failure<>(source.upstream() + " answered nothing", at, null);
        }
        return new Reading.Value<>(value, at);
    }

    /** The message of an unexpected failure may hold a secret: it goes to the log of its source only, not to users. */
    Reading<R> failed(Throwable cause, Instant at) {
        if (cause instanceof SourceException expected) {
            @Nullable Duration retryAfter = expected.retryAfter().orElse(null);
            return new Reading.Failure<>(String.valueOf(expected.getMessage()), at, retryAfter);
        }
        LOG.warn("poll failed unexpectedly source={} upstream={}", source.key(), source.upstream(), cause);
        String message =
                "asking " + source.upstream() + " failed: " + cause.getClass().getSimpleName();
        return new Reading.Failure<>(message, at, null);
    }

    Reading<R> timedOut(Instant at) {
        return new Reading.Failure<>(source.upstream() + " did not answer within " + seconds() + " s", at, null);
    }

    private String seconds() {
        return timeout.toMillis() % 1_000 == 0
                ? Long.toString(timeout.toSeconds())
                : Double.toString(timeout.toMillis() / 1_000.0);
    }
}
