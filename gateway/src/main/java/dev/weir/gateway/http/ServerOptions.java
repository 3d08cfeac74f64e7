package dev.weir.gateway.http;

import dev.weir.gateway.config.Limits;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Options of the sockets we listen on; the load harness gives its bare server the same. */
public final class ServerOptions {

    private static final List<String> PROTOCOLS = List.of("h2", "http/1.1");

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
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(limits.handshake().toMillis())
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(limits.streams())
                        .setMaxHeaderListSize(limits.headerBytes()));
        identity.ifPresent(pem -> options.setSsl(true).setUseAlpn(true).setKeyCertOptions(pem));
        return options;
    }

    /** The full set again: what is not named here would be reset by a reload. */
    static ServerSSLOptions reloaded(KeyCertOptions identity, Limits limits) {
        ServerSSLOptions options = new ServerSSLOptions();
        options.setKeyCertOptions(identity)
                .setUseAlpn(true)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(limits.handshake().toMillis())
                .setApplicationLayerProtocols(PROTOCOLS);
        return options;
    }
}
