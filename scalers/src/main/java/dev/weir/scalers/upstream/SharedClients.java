package dev.weir.scalers.upstream;

import dev.weir.scalers.spi.Clients;
import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts the users of each client. The map's own atomic steps add and remove users; a client is opened outside of them, so
 * that opening one may lease another.
 */
public final class SharedClients implements Clients {

    private final ConcurrentHashMap<Record, Shared> open = new ConcurrentHashMap<>();

    /** A client with the number of its users; {@code opening} is run by whoever comes first. */
    private record Shared(FutureTask<Object> opening, int users) {}

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public <C> Lease<C> lease(Record key, Supplier<C> opener, Function<C, Future<Void>> closer) {
        Shared shared = open.compute(
                key,
                (k, known) -> known == null
                        ? new Shared(new FutureTask<>(opener::get), 1)
                        : new Shared(known.opening(), known.users() + 1));
        shared.opening().run();
        try {
            return new Share<>(key, (C) shared.opening().get(), closer);
        } catch (ExecutionException e) {
            leave(key);
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            leave(key);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another thread opened " + key, e);
        }
    }

    /** How many clients are open. */
    public int size() {
        return open.size();
    }

    /** Whether that was the last user. */
    private boolean leave(Record key) {
        return open.computeIfPresent(
                        key, (k, known) -> known.users() == 1 ? null : new Shared(known.opening(), known.users() - 1))
                == null;
    }

    private final class Share<C> implements Lease<C> {
        private final Record key;
        private final C client;
        private final Function<C, Future<Void>> closer;
        private final AtomicBoolean released = new AtomicBoolean();

        Share(Record key, C client, Function<C, Future<Void>> closer) {
            this.key = key;
            this.client = client;
            this.closer = closer;
        }

        @Override
        public C client() {
            return client;
        }

        @Override
        public Future<Void> release() {
            boolean last = released.compareAndSet(false, true) && leave(key);
            return last ? closer.apply(client) : Future.succeededFuture();
        }
    }
}
