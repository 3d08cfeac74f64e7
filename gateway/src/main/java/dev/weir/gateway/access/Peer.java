package dev.weir.gateway.access;

import io.vertx.core.http.HttpConnection;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, worked out once for as long as the same authorities count: a proxy, whose headers
 * say who asks, or a caller with a certificate of its own, or nobody in particular. Owned by one event loop.
 */
final class Peer {

    private static final int CLAIMS = 32;
    private static final int MOST_CLAIM_CHARACTERS = 8_192;

    /** What headers said, and who that is. */
    private record Claim(String[] names, String[] values, Visitor visitor) {}

    private final Trust trust;
    private final long endMillis;
    private final boolean proxy;
    private final @Nullable Visitor own;
    private final @Nullable Claim[] claims;

    private Peer(Trust trust, long endMillis, boolean proxy, @Nullable Visitor own) {
        this.trust = trust;
        this.endMillis = endMillis;
        this.proxy = proxy;
        this.own = own;
        this.claims = new Claim[proxy ? CLAIMS : 0];
    }

    static Peer of(HttpConnection connection, Trust trust, Rights rights) {
        X509Certificate[] chain = chain(connection);
        boolean proxy = trust.isProxy(chain);
        Visitor own = trust.named(chain).map(rights::of).orElse(null);
        boolean nobody = !proxy && own == null;
        return new Peer(trust, nobody ? Long.MAX_VALUE : chain[0].getNotAfter().getTime(), proxy, own);
    }

    private static X509Certificate[] chain(HttpConnection connection) {
        if (!connection.isSsl()) {
            return new X509Certificate[0];
        }
        try {
            List<Certificate> shown = connection.peerCertificates();
            return shown.stream().map(X509Certificate.class::cast).toArray(X509Certificate[]::new);
        } catch (SSLPeerUnverifiedException nothingShown) {
            return new X509Certificate[0];
        }
    }

    /** Whether this still says who is there. */
    boolean holds(Trust now, long nowMillis) {
        return trust == now && nowMillis < endMillis;
    }

    /** Whether headers count here. */
    boolean isProxy() {
        return proxy;
    }

    IdentityHeaders headers() {
        return trust.headers();
    }

    /** Whom the certificate names, or null. */
    @Nullable
    Visitor own() {
        return own;
    }

    /**
     * Whom headers of this proxy name, or null. Those who came lately are known by the headers themselves; of many, those who
     * come again and again stand in front.
     */
    @Nullable
    Visitor named(Heard heard, Rights rights) {
        for (int at = 0; at < claims.length; at++) {
            Claim claim = claims[at];
            if (claim == null) {
                break;
            }
            if (heard.equal(claim.names(), claim.values())) {
                if (at > 0) {
                    claims[at] = claims[at / 2];
                    claims[at / 2] = claim;
                }
                return claim.visitor();
            }
        }
        Visitor visitor = trust.headers()
                .caller(heard.names(), heard.values())
                .map(rights::of)
                .orElse(null);
        if (visitor != null && heard.characters() <= MOST_CLAIM_CHARACTERS) {
            keep(new Claim(heard.names().toArray(String[]::new), heard.values().toArray(String[]::new), visitor));
        }
        return visitor;
    }

    private void keep(Claim claim) {
        int at = 0;
        while (at < claims.length - 1 && claims[at] != null) {
            at++;
        }
        claims[at] = claim;
    }
}
