package dev.weir.controller.workload;

import dev.weir.cache.source.SourceException;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.scalers.spi.Clients;
import dev.weir.scalers.spi.Clients.Lease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An informer that every source about the same objects looks into. One that has lost its API server goes on with what it knows
 * for {@value #DISCONNECTED_SECONDS} s, and then fails rather than telling old tales. May be used from any thread.
 */
final class Informed<T extends HasMetadata> {

    private static final int DISCONNECTED_SECONDS = 60;
    private static final Duration DISCONNECTED_FOR = Duration.ofSeconds(DISCONNECTED_SECONDS);

    private final String what;
    private final SharedIndexInformer<T> informer;
    private final InstantSource clock;
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

    /** Completes when the first list has been answered, well or not. */
    private final Promise<Void> first = Promise.promise();

    private volatile boolean synced;
    private volatile boolean closed;
    private volatile @Nullable Throwable refusal;
    private volatile @Nullable Instant disconnected;

    private record Key(String what) {}

    private Informed(String what, SharedIndexInformer<T> informer, InstantSource clock) {
        this.what = what;
        this.informer = informer;
        this.clock = clock;
    }

    /**
     * A share of the informer about these objects, started if nobody had it. Starting does not wait for the API server.
     *
     * @param what is watched, in words that stand for nothing else
     * @param open makes the informer
     */
    static <T extends HasMetadata> Lease<Informed<T>> lease(
            Clients clients, String what, Supplier<SharedIndexInformer<T>> open, InstantSource clock) {
        return clients.lease(new Key(what), () -> new Informed<>(what, open.get(), clock).started(), Informed::close);
    }

    private Informed<T> started() {
        informer.exceptionHandler((started, cause) -> {
            refused(cause);
            return !closed;
        });
        informer.addEventHandler(new Changes());
        informer.start().whenComplete((started, cause) -> {
            if (cause == null) {
                refusal = null;
                synced = true;
                first.tryComplete();
                changed();
            }
        });
        return this;
    }

    private void refused(Throwable cause) {
        refusal = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        first.tryComplete();
    }

    /** Told on a thread of the client of every change since the first list, and of that. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void ignore(Runnable listener) {
        listeners.remove(listener);
    }

    /** All that is there now. Waits for the first answer of the API server; a refusal is one. */
    Future<List<T>> objects() {
        if (synced) {
            return isStale()
                    ? failed()
                    : Future.succeededFuture(informer.getStore().list());
        }
        return refusal == null ? first.future().compose(answered -> objects()) : failed();
    }

    /** Whether the API server tells of changes. */
    boolean watching() {
        return informer.isWatching();
    }

    private boolean isStale() {
        Instant since = disconnected;
        if (watching()) {
            disconnected = null;
            refusal = null;
        } else if (since == null) {
            disconnected = clock.instant();
        } else {
            return clock.instant().isAfter(since.plus(DISCONNECTED_FOR));
        }
        return false;
    }

    private Future<List<T>> failed() {
        Throwable cause = refusal;
        String why = cause == null
                ? "the API server has not been reached for " + DISCONNECTED_SECONDS + " s"
                : ApiFailure.sentence(cause);
        return Future.failedFuture(new SourceException(what + ": " + why));
    }

    private void changed() {
        if (synced && !closed) {
            listeners.forEach(Runnable::run);
        }
    }

    private Future<Void> close() {
        closed = true;
        informer.stop();
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
