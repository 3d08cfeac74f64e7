package dev.weir.controller.kube;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes that nobody waits for, one after the other, with a pause after each while there are more: an API server that has much
 * to do is not kept from it by news. A bounded number waits; when there are more, the new ones are dropped, counted, and told
 * of in the log once until there is room again. May be given work by any thread; its state belongs to one event loop.
 */
public final class Outbox implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST = 10_000;
    private static final Duration PAUSE = Duration.ofMillis(15);
    private static final long LONGEST_SECONDS = 60;
    private static final long GRACE_SECONDS = 3;

    private final String name;
    private final int most;
    private final Duration pause;
    private final Vertx vertx;
    private final Context loop;
    private final WorkerExecutor thread;
    private final Deque<Runnable> line = new ArrayDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter dropped;
    private final Promise<Void> empty = Promise.promise();
    private boolean busy;
    private boolean full;
    private boolean closed;

    /** @param name of what is written, in meters and in the log */
    public Outbox(String name, Vertx vertx, MeterRegistry registry) {
        this(name, MOST, PAUSE, vertx, registry);
    }

    Outbox(String name, int most, Duration pause, Vertx vertx, MeterRegistry registry) {
        this.name = name;
        this.most = most;
        this.pause = pause;
        this.vertx = vertx;
        loop = vertx.getOrCreateContext();
        thread = vertx.createSharedWorkerExecutor("weir-" + name, 1, LONGEST_SECONDS, TimeUnit.SECONDS);
        registry.gauge("weir.outbox.waiting", Tags.of("of", name), waiting);
        dropped = Counter.builder("weir.outbox.dropped").tag("of", name).register(registry);
    }

    @Override
    public void execute(Runnable write) {
        loop.runOnContext(ignored -> take(write));
    }

    private void take(Runnable write) {
        if (closed || line.size() >= most) {
            drop();
            return;
        }
        full = false;
        line.add(write);
        waiting.set(line.size());
        if (!busy) {
            next();
        }
    }

    private void drop() {
        dropped.increment();
        if (!full && !closed) {
            full = true;
            LOG.warn("More {} than are written, some are dropped waiting={}", name, most);
        }
    }

    private void next() {
        Runnable write = line.poll();
        waiting.set(line.size());
        busy = write != null;
        if (write == null) {
            if (closed) {
                empty.tryComplete();
            }
            return;
        }
        thread.executeBlocking(() -> {
                    write.run();
                    return name;
                })
                .onComplete(written -> loop.runOnContext(ignored -> afterwards()));
    }

    private void afterwards() {
        if (closed || line.isEmpty()) {
            next();
        } else {
            vertx.setTimer(pause.toMillis(), ignored -> next());
        }
    }

    /** Takes nothing more; what waits is still written, for {@value #GRACE_SECONDS} s at most. */
    public Future<Void> close() {
        loop.runOnContext(ignored -> {
            closed = true;
            if (!busy) {
                empty.tryComplete();
            }
        });
        return empty.future().timeout(GRACE_SECONDS, TimeUnit.SECONDS).eventually(thread::close);
    }
}
