package dev.weir.controller.review;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads for calls that block or compute, and a bounded number of calls that wait for them; what comes on top is
 * refused at once and counted. Any thread may ask; the future completes on the caller's context.
 */
final class Desk {

    /** Of a call; only a warning in the log depends on it. */
    private static final long LONGEST_SECONDS = 60;

    private final String name;
    private final int most;
    private final WorkerExecutor threads;
    private final AtomicInteger pending = new AtomicInteger();
    private final Counter refused;
    private volatile boolean closed;

    /** There was no room. */
    static final class FullException extends Exception {

        private static final long serialVersionUID = 1L;

        FullException(String message) {
            super(message, null, false, false);
        }
    }

    Desk(String name, int threads, int waiting, Vertx vertx, MeterRegistry registry) {
        this.name = name;
        this.most = threads + waiting;
        this.threads = vertx.createSharedWorkerExecutor("weir-" + name, threads, LONGEST_SECONDS, TimeUnit.SECONDS);
        registry.gauge("weir.admission.pending", Tags.of("of", name), pending);
        refused = Counter.builder("weir.admission.full").tag("of", name).register(registry);
    }

    /** Fails with a {@link FullException} if there is no room. */
    <T> Future<T> call(Callable<T> call) {
        if (closed) {
            return Future.failedFuture(new FullException("this replica is stopping"));
        }
        if (pending.incrementAndGet() > most) {
            pending.decrementAndGet();
            refused.increment();
            return Future.failedFuture(new FullException(most + " " + name + " are under way already"));
        }
        return threads.executeBlocking(call, false).onComplete(done -> pending.decrementAndGet());
    }

    Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        return threads.close();
    }
}
