package dev.weir.gateway.http;

import dev.weir.gateway.config.Limits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpConnection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the open connections of one port. At the limit one by which nothing is asked makes room for another, that which has been
 * silent for longest; if there is none, the newcomer is closed. Any thread.
 */
public final class ConnectionLimit {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    /** Seats that are looked at for an idle one; beyond it, it is the longest idle of so many. */
    private static final int LOOKED_AT = 10_000;

    private final String port;
    private final int limit;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();
    private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
    private final Counter refused;
    private final Counter evicted;
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
        this.evicted = Counter.builder("weir.http.connections.evicted")
                .description("Idle connections closed to make room for others")
                .tag("port", port)
                .register(meters);
        this.refused = Counter.builder("weir.http.connections.refused")
                .description("Connections closed at once because too many were open")
                .tag("port", port)
                .register(meters);
    }

    /** Those of this port that were closed for what their peers did. */
    Closed closed() {
        return closed;
    }

    /**
     * Takes a connection, or closes it.
     *
     * @param arriving of the event loop
     * @param shortcut of the event loop
     * @param left called when the connection has closed, on its event loop
     */
    void accept(HttpConnection connection, Limits limits, Arriving arriving, Shortcut shortcut, Runnable left) {
        if (open.incrementAndGet() <= limit || madeRoom()) {
            Optional<Seat> seat = ConnectionGuard.over(connection, limits, closed, arriving, shortcut);
            seat.ifPresent(seats::add);
            connection.closeHandler(end -> {
                seat.ifPresent(seats::remove);
                left.run();
                gone();
            });
            return;
        }
        connection.closeHandler(end -> {
            left.run();
            gone();
        });
        refused.increment();
        // One sentence each time the limit is reached, not one per connection: whoever floods us must not fill the log.
        if (full.compareAndSet(false, true)) {
            LOG.warn("all {} connections to the {} port are in use; further ones are closed at once", limit, port);
        }
        connection.close();
    }

    /** Whether an idle connection goes. */
    private boolean madeRoom() {
        while (true) {
            Seat oldest = null;
            long since = Seat.BUSY;
            int looked = 0;
            for (Seat seat : seats) {
                long seen = seat.since();
                if (seen < since) {
                    oldest = seat;
                    since = seen;
                }
                if (++looked == LOOKED_AT) {
                    break;
                }
            }
            if (oldest == null) {
                return false;
            }
            if (oldest.taken(since)) {
                evicted.increment();
                oldest.vacate();
                return true;
            }
        }
    }

    private void gone() {
        if (open.decrementAndGet() < limit) {
            full.set(false);
        }
    }
}
