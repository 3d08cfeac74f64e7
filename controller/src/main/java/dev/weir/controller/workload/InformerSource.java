package dev.weir.controller.workload;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.controller.kube.ApiFailure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an informer holds, read as often as anybody likes. A change is told of at once, several within a short time together. An
 * informer that has lost its API server goes on with what it knows for a while, and then fails rather than telling old tales.
 */
final class InformerSource<T extends HasMetadata, R extends Record> implements Source<R> {

    private static final long TOGETHER_MILLIS = 200;
    private static final Duration DISCONNECTED_FOR = Duration.ofSeconds(60);

    /**
     * What is watched, and what is made of it.
     *
     * @param what in words, for failures
     * @param open makes the informer, not started yet
     */
    record Question<T extends HasMetadata, R extends Record>(
            String what, Class<R> readingType, Supplier<SharedIndexInformer<T>> open, Function<List<T>, R> read) {}

    private final SourceKey key;
    private final Question<T, R> question;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Promise<Void> synced = Promise.promise();
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile @Nullable SharedIndexInformer<T> informer;
    private volatile @Nullable Consumer<R> sink;
    private volatile @Nullable Throwable refusal;
    private volatile @Nullable Instant disconnected;
    private volatile boolean closed;

    InformerSource(SourceKey key, Question<T, R> question, Vertx vertx, InstantSource clock) {
        this.key = key;
        this.question = question;
        this.vertx = vertx;
        this.clock = clock;
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return "kubernetes";
    }

    @Override
    public Class<R> readingType() {
        return question.readingType();
    }

    @Override
    public void listen(Consumer<R> listener) {
        sink = listener;
        opened();
    }

    @Override
    public Future<R> poll() {
        SharedIndexInformer<T> open = opened();
        Throwable refused = refusal;
        if (!synced.future().isComplete()) {
            return refused == null
                    ? synced.future().map(ready -> read(open))
                    : Future.failedFuture(new SourceException(question.what() + ": " + ApiFailure.sentence(refused)));
        }
        return isStale(open)
                ? Future.failedFuture(new SourceException(question.what() + ": the API server has not been reached for "
                        + DISCONNECTED_FOR.toSeconds() + " s"))
                : Future.succeededFuture(read(open));
    }

    private R read(SharedIndexInformer<T> open) {
        return question.read().apply(open.getStore().list());
    }

    private boolean isStale(SharedIndexInformer<T> open) {
        Instant since = disconnected;
        if (open.isWatching()) {
            disconnected = null;
        } else if (since == null) {
            disconnected = clock.instant();
        } else {
            return clock.instant().isAfter(since.plus(DISCONNECTED_FOR));
        }
        return false;
    }

    /** Called on the source's own loop only; starting does not wait for the API server. */
    private SharedIndexInformer<T> opened() {
        SharedIndexInformer<T> open = informer;
        if (open != null) {
            return open;
        }
        SharedIndexInformer<T> fresh = question.open().get();
        informer = fresh;
        fresh.exceptionHandler((started, cause) -> {
            refusal = cause;
            return !closed;
        });
        fresh.addEventHandler(new Changes());
        fresh.start().whenComplete((started, cause) -> {
            if (cause == null) {
                synced.tryComplete();
            }
        });
        return fresh;
    }

    /** Many pods come and go together: they are counted once. */
    private void changed() {
        if (synced.future().isComplete() && !closed && telling.compareAndSet(false, true)) {
            vertx.setTimer(TOGETHER_MILLIS, due -> tell());
        }
    }

    private void tell() {
        telling.set(false);
        SharedIndexInformer<T> open = informer;
        Consumer<R> listener = sink;
        if (open != null && listener != null && !closed) {
            listener.accept(read(open));
        }
    }

    @Override
    public Future<Void> close() {
        closed = true;
        SharedIndexInformer<T> open = informer;
        if (open != null) {
            open.stop();
        }
        return Future.succeededFuture();
    }

    private final class Changes implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T added) {
            changed();
        }

        @Override
        public void onUpdate(T before, T after) {
            changed();
        }

        @Override
        public void onDelete(T last, boolean stale) {
            changed();
        }
    }
}
