package dev.weir.gateway.http;

import dev.weir.gateway.config.Limits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the open connections of one port and closes those above the limit. Any thread. */
public final class ConnectionLimit {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    private final String port;
    private final int limit;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();
    private final Counter refused;
    private final Closed closed;

    /** @param port what the port is called in logs and meters, for example {@code api} */
    public ConnectionLimit(String port, int limit, MeterRegistry meters) {
        this.port = port;
        this.limit = limit;
        Gauge.builder("weir.http.connections", open, AtomicInteger::get)
                .description("Connections open now")
                .tag("port", port)
                .register(meters);
        this.closed = new Closed(port, meters);
        this.refused = Counter.builder("weir.http.connections.refused")
                .description("Connections closed at once because too many were open")
                .tag("port", port)
                .register(meters);
    }

    /** Those of this port that were closed for what their peers did. */
    Closed closed() {
        return closed;
    }

    /** @param left called when the connection has closed, on its event loop */
    void accept(HttpConnection connection, Limits limits, Runnable left) {
        connection.closeHandler(end -> {
            left.run();
            gone();
        });
        if (open.incrementAndGet() <= limit) {
            ConnectionGuard.over(connection, limits, closed);
            return;
        }
        refused.increment();
        // One sentence each time the limit is reached, not one per connection: whoever floods us must not fill the log.
        if (full.compareAndSet(false, true)) {
            LOG.warn("more than {} connections to the {} port; further ones are closed at once", limit, port);
        }
        connection.close();
    }

    private void gone() {
        if (open.decrementAndGet() < limit) {
            full.set(false);
        }
    }
}
