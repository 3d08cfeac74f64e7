package dev.weir.gateway.access;

import dev.weir.gateway.http.Heads;
import dev.weir.gateway.http.Prepared;
import dev.weir.gateway.http.Shortcut;
import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Lets those have prepared answers of whom it is known that they may read all metrics: by the certificate of a connection, or
 * by headers of a proxy. All others go the way through the {@link Guard}.
 */
final class GuardedShortcut implements Shortcut {

    private final ClusterAccess access;
    private final Peers peers;
    private final Shortcut next;

    /** @param peers of the thread of this event loop */
    GuardedShortcut(ClusterAccess access, Peers peers, Shortcut next) {
        this.access = access;
        this.peers = peers;
        this.next = next;
    }

    @Override
    public @Nullable Prepared find(HttpConnection connection, String uri, Heads heads) {
        if (!uri.startsWith(Guard.METRICS)) {
            return null;
        }
        long now = access.clock().millis();
        Visitor visitor = access.shown(peers, connection, heads::forEach, now);
        if (visitor == null || !access.rights().mayReadAll(visitor, now)) {
            return null;
        }
        Prepared answer = next.find(connection, uri, heads);
        if (answer != null) {
            access.tally().allowed.increment();
        }
        return answer;
    }
}
