package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A named, bounded pool for calls that can only block. At most {@value #THREADS} run and {@value #WAITING} wait; what comes
 * on top fails at once with a sentence, so that a stuck library cannot collect work without end.
 */
public final class BlockingCalls {

    private static final int THREADS = 8;
    private static final int WAITING = 512;
    private static final String NAME = "weir-blocking";

    private record Key(String name) {}

    private final Vertx vertx;
    private final WorkerExecutor pool;
    private final AtomicInteger pending = new AtomicInteger();

    private BlockingCalls(Vertx vertx) {
        this.vertx = vertx;
        this.pool = vertx.createSharedWorkerExecutor(NAME, THREADS, 60, TimeUnit.SECONDS);
    }

    /** Takes a share of the process's pool. */
    public static Lease<BlockingCalls> lease(ScalerEnvironment environment) {
        return environment
                .clients()
                .lease(new Key(NAME), () -> new BlockingCalls(environment.vertx()), calls -> calls.pool.close());
    }

    /** Runs the call on a thread of the pool; the future completes on the caller's context. */
    public <T> Future<T> call(Callable<T> call) {
        if (pending.incrementAndGet() > THREADS + WAITING) {
            pending.decrementAndGet();
            return Future.failedFuture(new SourceException(
                    "too busy: " + WAITING + " calls already wait for one of the " + THREADS + " threads of " + NAME));
        }
        Future<T> done = pool.executeBlocking(call, false).andThen(result -> pending.decrementAndGet());
        return OwnContext.of(vertx, done);
    }
}
