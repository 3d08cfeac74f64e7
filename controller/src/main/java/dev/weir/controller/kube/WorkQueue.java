package dev.weir.controller.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keys of objects that need a look. A key that is added several times before its turn is looked at once; one that is added
 * during its turn is looked at again afterwards; no key has two turns at the same time. Failures are tried again with
 * exponential back-off, each key for itself, so that a broken object never delays a good one.
 *
 * <p>The state of all keys belongs to one event loop; turns run on a bounded pool of worker threads. The queue holds one
 * entry per key, so it is bounded by the number of objects.
 */
public final class WorkQueue {

    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    private final String name;
    private final Vertx vertx;
    private final Context loop;
    private final WorkerExecutor workers;
    private final Reconciler reconciler;
    private final RetryDelays retries;
    private final Map<ObjectKey, Entry> entries = new HashMap<>();
    private final Lanes<Entry> lanes = new Lanes<>();
    private final int most;
    private final ToIntFunction<ObjectKey> rank;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Timer turns;
    private final Counter failures;
    private int busy;
    private boolean closed;

    /** A queue in which all are equal. */
    public WorkQueue(
            String name, int workers, Vertx vertx, Reconciler reconciler, RetryDelays retries, MeterRegistry registry) {
        this(name, workers, vertx, reconciler, retries, registry, key -> 0);
    }

    /**
     * @param rank who comes before the others, as far as there are more than workers: 0 is the most urgent, 2 the least; asked
     *     on the event loop each time that a key is added
     */
    public WorkQueue(
            String name,
            int workers,
            Vertx vertx,
            Reconciler reconciler,
            RetryDelays retries,
            MeterRegistry registry,
            ToIntFunction<ObjectKey> rank) {
        this.most = workers;
        this.rank = rank;
        this.name = name;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.workers =
                vertx.createSharedWorkerExecutor("weir-" + name, workers, LONGEST_TURN.toSeconds(), TimeUnit.SECONDS);
        this.reconciler = reconciler;
        this.retries = retries;
        this.turns = Timer.builder("weir.reconcile").tag("queue", name).register(registry);
        this.failures =
                Counter.builder("weir.reconcile.failures").tag("queue", name).register(registry);
        registry.gauge("weir.reconcile.waiting", io.micrometer.core.instrument.Tags.of("queue", name), waiting);
    }

    /** Has the object looked at as soon as a worker is free. May be called from any thread. */
    public void add(ObjectKey key) {
        loop.runOnContext(ignored -> enqueue(key));
    }

    /** Lets go of a key that has no object any more, with its timers and its count of failures. */
    public void forget(ObjectKey key) {
        loop.runOnContext(ignored -> {
            Entry entry = entries.get(key);
            if (entry != null && !entry.running && !entry.waiting) {
                entry.cancelTimer();
                entries.remove(key);
            }
        });
    }

    /** Stops taking keys and waits for no turn. */
    public Future<Void> close() {
        loop.runOnContext(ignored -> {
            closed = true;
            entries.values().forEach(Entry::cancelTimer);
        });
        return workers.close();
    }

    private void enqueue(ObjectKey key) {
        if (closed) {
            return;
        }
        Entry entry = entries.computeIfAbsent(key, Entry::new);
        entry.cancelTimer();
        if (entry.running) {
            entry.again = true;
        } else {
            entry.waiting = true;
            lanes.add(entry, rank.applyAsInt(key));
            go();
        }
    }

    /** Lets in as many as there are workers. */
    private void go() {
        while (!closed && busy < most && lanes.size() > 0) {
            busy++;
            run(Objects.requireNonNull(lanes.next()));
        }
        waiting.set(lanes.size());
    }

    private void run(Entry entry) {
        entry.waiting = false;
        entry.running = true;
        entry.again = false;
        workers.executeBlocking(() -> turn(entry.key), false)
                .onComplete(result -> loop.runOnContext(ignored -> {
                    busy--;
                    go();
                    if (result.succeeded()) {
                        succeeded(entry, result.result());
                    } else {
                        failed(entry, result.cause());
                    }
                }));
    }

    private Reconciler.Result turn(ObjectKey key) {
        return turns.record(() -> reconciler.reconcile(key));
    }

    private void succeeded(Entry entry, Reconciler.Result result) {
        entry.running = false;
        entry.failures = 0;
        if (entry.again) {
            enqueue(entry.key);
        } else if (result instanceof Reconciler.Result.Again again) {
            schedule(entry, again.after());
        } else {
            entries.remove(entry.key);
        }
    }

    private void failed(Entry entry, Throwable cause) {
        entry.running = false;
        entry.failures++;
        failures.increment();
        if (closed) {
            return;
        }
        Duration delay = retries.after(entry.failures);
        LOG.atLevel(isConflict(cause) ? Level.DEBUG : Level.WARN)
                .log(
                        "Reconcile failed, trying again queue={} object={} failures={} after={}: {}",
                        name,
                        entry.key,
                        entry.failures,
                        delay,
                        cause instanceof KubernetesClientException ? ApiFailure.sentence(cause) : cause.toString());
        LOG.debug("Reconcile failure of {}", entry.key, cause);
        if (entry.again) {
            enqueue(entry.key);
        } else {
            schedule(entry, delay);
        }
    }

    /** What was read has been changed since, often by our own write that the watch has not told of yet: all in order. */
    private static boolean isConflict(Throwable cause) {
        return cause instanceof KubernetesClientException refused
                && refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    private void schedule(Entry entry, Duration after) {
        if (!closed) {
            entry.timer = vertx.setTimer(Math.max(1, after.toMillis()), ignored -> enqueue(entry.key));
        }
    }

    /** Touched on the queue's event loop only. */
    private final class Entry {
        private final ObjectKey key;
        private boolean waiting;
        private boolean running;
        private boolean again;
        private int failures;
        private long timer = -1;

        private Entry(ObjectKey key) {
            this.key = key;
        }

        private void cancelTimer() {
            if (timer != -1) {
                vertx.cancelTimer(timer);
                timer = -1;
            }
        }
    }
}
