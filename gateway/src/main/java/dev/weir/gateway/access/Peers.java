package dev.weir.gateway.access;

import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of each connection of one event loop. A connection that is gone is forgotten with it, so that there
 * are no more than there may be connections.
 */
final class Peers {

    private final Map<HttpConnection, Peer> known = new WeakHashMap<>();
    private final Heard heard = new Heard();
    private final Supplier<Trust> trust;
    private final Rights rights;

    // The aggregation layer sends all it has on one connection.
    private @Nullable HttpConnection lastConnection;
    private @Nullable Peer lastPeer;

    Peers(Supplier<Trust> trust, Rights rights) {
        this.trust = trust;
        this.rights = rights;
    }

    Peer of(HttpConnection connection, long nowMillis) {
        Trust now = trust.get();
        Peer last = lastPeer;
        if (last != null && connection == lastConnection && last.holds(now, nowMillis)) {
            return last;
        }
        Peer peer = known.get(connection);
        if (peer == null || !peer.holds(now, nowMillis)) {
            peer = Peer.of(connection, now, rights);
            known.put(connection, peer);
        }
        lastConnection = connection;
        lastPeer = peer;
        return peer;
    }

    /** For the headers that count on the connection of a proxy. */
    Heard heard(Peer proxy) {
        return heard.anew(proxy.headers());
    }
}
