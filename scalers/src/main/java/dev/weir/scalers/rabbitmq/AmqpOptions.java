package dev.weir.scalers.rabbitmq;

import com.rabbitmq.client.DefaultSaslConfig;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** An {@link AmqpBroker} as the Vert.x client takes it. */
final class AmqpOptions {

    /** What the broker's list of connections shows. */
    static final String CONNECTION_NAME = "weir";

    private static final int HEARTBEAT_SECONDS = 10;

    private AmqpOptions() {}

    /** Keys and certificates are read on a worker thread. {@code connect} bounds each step of a connection's making. */
    static Future<RabbitMQOptions> load(ScalerEnvironment environment, AmqpBroker broker, Duration connect) {
        RabbitMQOptions options = plain(broker, (int) connect.toMillis());
        TlsSettings tls = broker.tls();
        return tls == null
                ? Future.succeededFuture(options)
                : TlsOptions.load(environment, tls).map(ssl -> secured(environment.vertx(), options, ssl));
    }

    /** The client's own recovery stays off: it would try for as long as nobody asks. */
    private static RabbitMQOptions plain(AmqpBroker broker, int connectMillis) {
        RabbitMQOptions options = new RabbitMQOptions()
                .setHost(broker.host())
                .setPort(broker.port())
                .setVirtualHost(broker.vhost())
                .setConnectionName(CONNECTION_NAME)
                .setRequestedHeartbeat(HEARTBEAT_SECONDS)
                .setConnectionTimeout(connectMillis)
                .setHandshakeTimeout(connectMillis)
                .setAutomaticRecoveryEnabled(false)
                .setAutomaticRecoveryOnInitialConnection(false)
                .setReconnectAttempts(0);
        return broker.external()
                ? options.setSaslConfig(DefaultSaslConfig.EXTERNAL)
                : options.setUser(broker.login().user())
                        .setPassword(broker.login().password());
    }

    private static RabbitMQOptions secured(Vertx vertx, RabbitMQOptions options, ClientSSLOptions ssl) {
        options.setSsl(true)
                .setHostnameVerificationAlgorithm(ssl.getHostnameVerificationAlgorithm())
                .setTrustAll(ssl.isTrustAll());
        if (ssl.getKeyCertOptions() != null) {
            options.setKeyCertOptions(ssl.getKeyCertOptions());
        }
        if (ssl.getTrustOptions() != null) {
            options.setTrustOptions(TrustOptions.wrap(checkingHost(vertx, ssl.getTrustOptions())));
        }
        return options;
    }

    private static TrustManager checkingHost(Vertx vertx, TrustOptions trust) {
        try {
            return Arrays.stream(trust.getTrustManagerFactory(vertx).getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(manager -> new HostCheckingTrust((X509ExtendedTrustManager) manager))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the platform has no X.509 trust manager"));
        } catch (Exception e) {
            throw new IllegalStateException("the platform's trust manager cannot be made", e);
        }
    }
}
