package dev.weir.controller.kube;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes that nobody waits for, by {@value #THREADS} threads of their own. At most {@value #MOST} wait; when there are more,
 * the new ones are dropped, counted, and told of in the log once until there is room again. May be given work by any thread.
 */
public final class Outbox implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int THREADS = 8;
    private static final int MOST = 10_000;
    private static final long LONGEST_SECONDS = 60;
    private static final long GRACE_SECONDS = 3;

    private final String name;
    private final WorkerExecutor threads;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter dropped;
    private final Promise<Void> empty = Promise.promise();
    private volatile boolean full;
    private volatile boolean closed;

    /** @param name of what is written, in meters and in the log */
    public Outbox(String name, Vertx vertx, MeterRegistry registry) {
        this.name = name;
        threads = vertx.createSharedWorkerExecutor("weir-" + name, THREADS, LONGEST_SECONDS, TimeUnit.SECONDS);
        registry.gauge("weir.outbox.waiting", Tags.of("of", name), waiting);
        dropped = Counter.builder("weir.outbox.dropped")
                .description("Writes that were given up because too many waited")
                .tag("of", name)
                .register(registry);
    }

    @Override
    public void execute(Runnable write) {
        if (waiting.incrementAndGet() > MOST || closed) {
            drop();
            return;
        }
        full = false;
        threads.<Void>executeBlocking(
                        () -> {
                            write.run();
                            return null;
                        },
                        false)
                .onComplete(done -> ended());
    }

    private void drop() {
        ended();
        dropped.increment();
        if (!full && !closed) {
            full = true;
            LOG.warn("More {} than the API server takes, some are dropped waiting={}", name, MOST);
        }
    }

    private void ended() {
        if (waiting.decrementAndGet() == 0 && closed) {
            empty.tryComplete();
        }
    }

    /** Takes nothing more; what waits is still written, for {@value #GRACE_SECONDS} s at most. */
    public Future<Void> close() {
        closed = true;
        if (waiting.get() == 0) {
            empty.tryComplete();
        }
        return empty.future().timeout(GRACE_SECONDS, TimeUnit.SECONDS).eventually(threads::close);
    }
}
