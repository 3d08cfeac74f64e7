package dev.weir.jmh.scene;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run has opened, closed in the opposite order; closing twice is allowed, and what cannot be closed is said. */
public final class Opened implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Opened.class);
    private static final int PROMETHEUS_SECONDS = 10;

    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();

    /** Remembers something to close, and answers with it. */
    public <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Starts a stand-in for Prometheus that is stopped with the rest. */
    public CountingPrometheus prometheus(InstantSource clock) throws TimeoutException {
        Vertx vertx = Vertx.vertx();
        add(() -> vertx.close().await(PROMETHEUS_SECONDS, TimeUnit.SECONDS));
        return CountingPrometheus.start(vertx, clock).await(PROMETHEUS_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        for (AutoCloseable resource = open.poll(); resource != null; resource = open.poll()) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("Not everything could be cleaned up: {}", e.getMessage());
            }
        }
    }
}
