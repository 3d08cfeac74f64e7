package dev.weir.controller.workload;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an informer holds, read as often as anybody likes. A change that makes another reading is told of unasked, several
 * within {@value #TOGETHER_MILLIS} ms together: many pods come and go at once.
 */
final class InformerSource<T extends HasMetadata, R extends Record> implements Source<R> {

    private static final int TOGETHER_MILLIS = 200;

    /**
     * What is watched, and what is made of it.
     *
     * @param what in words, for failures; sources of the same words share an informer
     * @param open makes the informer, not started yet
     */
    record Question<T extends HasMetadata, R extends Record>(
            String what, Class<R> readingType, Supplier<SharedIndexInformer<T>> open, Function<List<T>, R> read) {}

    private final SourceKey key;
    private final Question<T, R> question;
    private final ScalerEnvironment environment;
    private final Runnable changes = this::changed;
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile @Nullable Lease<Informed<T>> lease;
    private volatile @Nullable Consumer<R> sink;
    private volatile @Nullable R last;
    private volatile boolean closed;

    InformerSource(SourceKey key, Question<T, R> question, ScalerEnvironment environment) {
        this.key = key;
        this.question = question;
        this.environment = environment;
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
        opened().listen(changes);
    }

    /** The informer answers on its own thread, the first time; whoever asked gets the answer on his. */
    @Override
    public Future<R> poll() {
        return Future.fromCompletionStage(
                        opened().objects().toCompletionStage(),
                        environment.vertx().getOrCreateContext())
                .map(this::read);
    }

    private R read(List<T> objects) {
        R reading = question.read().apply(objects);
        last = reading;
        return reading;
    }

    /** Called on the source's own loop only. */
    private Informed<T> opened() {
        Lease<Informed<T>> open = lease;
        if (open == null) {
            open = Informed.lease(environment.clients(), question.what(), question.open(), environment.clock());
            lease = open;
        }
        return open.client();
    }

    private void changed() {
        if (!closed && telling.compareAndSet(false, true)) {
            environment.vertx().setTimer(TOGETHER_MILLIS, due -> tell());
        }
    }

    private void tell() {
        telling.set(false);
        Lease<Informed<T>> open = lease;
        Consumer<R> listener = sink;
        if (open != null && listener != null && !closed) {
            R before = last;
            open.client().objects().map(this::read).onSuccess(reading -> {
                if (!reading.equals(before)) {
                    listener.accept(reading);
                }
            });
        }
    }

    @Override
    public boolean everywhere() {
        return true;
    }

    @Override
    public Future<Void> close() {
        closed = true;
        Lease<Informed<T>> open = lease;
        if (open == null) {
            return Future.succeededFuture();
        }
        open.client().ignore(changes);
        return open.release();
    }
}
