package dev.weir.controller;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An orderly end, step by step: no step holds up the next for longer than its bound, one that fails or is late is told of in
 * the log, and in the end the log says how long each took. Used once, by one caller.
 */
public final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private record Step(String name, Duration bound, Supplier<? extends Future<?>> end) {}

    private final String what;
    private final InstantSource clock;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<String> took = new ArrayList<>();
    private volatile String current = "nothing";

    /** @param what ends, for the log */
    public Closing(String what, InstantSource clock) {
        this.what = what;
        this.clock = clock;
    }

    /**
     * Adds a step after those before.
     *
     * @param bound after which the next step begins all the same; the late one goes on
     * @param end begins the step; not on an event loop only, so it must not block
     */
    public Closing then(String name, Duration bound, Supplier<? extends Future<?>> end) {
        steps.add(new Step(name, bound, end));
        return this;
    }

    /** The name of the step that is under way. Any thread. */
    public String step() {
        return current;
    }

    /** Begins; never fails. */
    public Future<Void> run() {
        Step step = steps.poll();
        if (step == null) {
            LOG.info("Stopped what={} took={}", what, String.join(",", took));
            return Future.succeededFuture();
        }
        current = step.name();
        Instant began = clock.instant();
        return begin(step)
                .timeout(step.bound().toMillis(), TimeUnit.MILLISECONDS)
                .transform((done, fault) -> {
                    long millis = Duration.between(began, clock.instant()).toMillis();
                    took.add(step.name() + "=" + millis + "ms");
                    if (fault != null) {
                        tell(step, fault);
                    }
                    return run();
                });
    }

    /** A step that cannot even begin is no reason to leave out the others. */
    private static Future<?> begin(Step step) {
        try {
            return step.end().get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void tell(Step step, Throwable fault) {
        if (fault instanceof TimeoutException) {
            LOG.warn("Did not end in time, going on what={} step={} bound={}", what, step.name(), step.bound());
        } else {
            LOG.warn("Did not end well, going on what={} step={}: {}", what, step.name(), fault.toString());
        }
    }
}
