package dev.weir.jmh.harness;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Runs the threads of JMH as event loops of Vert.x: buffers are pooled and thread-locals looked up there as in the product,
 * which other threads do another way. JMH makes it by name, see {@link LoopBenchmark}.
 */
public final class LoopExecutor extends AbstractExecutorService {

    /** A benchmark keeps its loop for as long as it takes; nobody is to be told that it is blocked. */
    private static final long NEVER_SECONDS = TimeUnit.DAYS.toSeconds(1);

    private final Vertx vertx;
    private final List<Context> loops;
    private final AtomicInteger next = new AtomicInteger();
    private Future<Void> closed = Future.failedFuture("not shut down");
    private volatile boolean shutdown;

    /** The signature that JMH looks for: how many threads there are, and what they are called. */
    public LoopExecutor(int threads, String prefix) {
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(threads)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS)
                .setBlockedThreadCheckInterval(NEVER_SECONDS));
        loops = Stream.generate(((VertxInternal) vertx)::createEventLoopContext)
                .limit(threads)
                .<Context>map(context -> context)
                .toList();
    }

    @Override
    public void execute(Runnable task) {
        loops.get(Math.floorMod(next.getAndIncrement(), loops.size())).runOnContext(turn -> task.run());
    }

    @Override
    public void shutdown() {
        if (!shutdown) {
            shutdown = true;
            closed = vertx.close();
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && closed.isComplete();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        try {
            closed.await(timeout, unit);
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }
}
