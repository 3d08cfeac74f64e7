package dev.weir.scalers.redis;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.redis.resp.RespConnection;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Faults;
import dev.weir.scalers.upstream.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens connections, over TLS where that is wanted. Belongs to one context. */
final class Dialer {

    private final ScalerEnvironment environment;
    private final @Nullable TlsSettings tls;
    private final Duration limit;
    private final NetClient client;
    private @Nullable ClientSSLOptions ssl;

    /** @param limit of connecting, and once more of the TLS handshake */
    Dialer(ScalerEnvironment environment, @Nullable TlsSettings tls, Duration limit) {
        this.environment = environment;
        this.tls = tls;
        this.limit = limit;
        this.client = environment
                .vertx()
                .createNetClient(
                        new NetClientOptions().setTcpKeepAlive(true).setConnectTimeout((int) limit.toMillis()));
    }

    /**
     * Fails with a {@link SourceException} that begins with {@code peer}.
     *
     * @param exchange limit of each exchange on the connection
     */
    Future<RespConnection> dial(RedisNode node, String peer, Duration exchange) {
        ConnectOptions to = new ConnectOptions().setHost(node.host()).setPort(node.port());
        return secured(to)
                .recover(fault -> Future.failedFuture(Faults.of(peer, fault)))
                .compose(ready -> RespConnection.open(environment.vertx(), client, ready, peer, exchange));
    }

    private Future<ConnectOptions> secured(ConnectOptions to) {
        TlsSettings wanted = tls;
        if (wanted == null) {
            return Future.succeededFuture(to);
        }
        ClientSSLOptions known = ssl;
        Future<ClientSSLOptions> options = known != null
                ? Future.succeededFuture(known)
                : TlsOptions.load(environment, wanted).onSuccess(loaded -> {
                    loaded.setSslHandshakeTimeout(limit.toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
                    ssl = loaded;
                });
        return options.map(loaded -> to.setSsl(true).setSslOptions(loaded));
    }

    Future<Void> close() {
        return client.close();
    }
}
