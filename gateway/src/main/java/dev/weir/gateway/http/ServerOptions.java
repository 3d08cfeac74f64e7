package dev.weir.gateway.http;

import dev.weir.gateway.config.Limits;
import dev.weir.gateway.config.TlsRules;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Options of the sockets we listen on; the load harness gives its bare server the same. */
public final class ServerOptions {

    private static final List<String> PROTOCOLS = List.of("h2", "http/1.1");

    private static final Logger LOG = LoggerFactory.getLogger(ServerOptions.class);

    private ServerOptions() {}

    /** A listening port: TLS with ALPN where there is an identity, else HTTP/1.1 and HTTP/2 in the clear. */
    public static HttpServerOptions of(
            String bind, int port, Limits limits, Optional<? extends KeyCertOptions> identity) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(bind)
                .setPort(port)
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxInitialLineLength(limits.headerBytes())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) Math.min(Integer.MAX_VALUE, limits.idle().toMillis()))
                // Nobody speaks WebSocket here; what would compress it refuses deep pipelines with a fault of its own.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(limits.handshake().toMillis())
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(limits.streams())
                        .setMaxHeaderListSize(limits.headerBytes()));
        identity.ifPresent(pem -> options.setSsl(true).setUseAlpn(true).setKeyCertOptions(pem));
        return options;
    }

    /** Asks clients for a certificate, which none needs to have. */
    public static HttpServerOptions asking(HttpServerOptions options, TrustManager looking) {
        return options.setClientAuth(ClientAuth.REQUEST).setTrustOptions(TrustOptions.wrap(looking));
    }

    /** Only with these versions and ciphers. */
    public static HttpServerOptions secured(HttpServerOptions options, TlsRules rules) {
        rules.protocols().ifPresent(options::setEnabledSecureTransportProtocols);
        Set<String> known = known();
        rules.suites().stream().filter(known::contains).forEach(options::addEnabledCipherSuite);
        List<String> unknown = rules.ciphers().stream()
                .filter(cipher -> !known.contains(cipher))
                .toList();
        if (!unknown.isEmpty()) {
            LOG.warn("ciphers that this JDK does not have are left out: {}", String.join(", ", unknown));
        }
        return options;
    }

    private static Set<String> known() {
        try {
            return Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** The full set again: what is not named here would be reset by a reload. */
    static ServerSSLOptions reloaded(KeyCertOptions identity, HttpServerOptions started) {
        ServerSSLOptions options = new ServerSSLOptions(started.getSslOptions());
        options.setKeyCertOptions(identity).setUseAlpn(true).setApplicationLayerProtocols(PROTOCOLS);
        return options;
    }
}
