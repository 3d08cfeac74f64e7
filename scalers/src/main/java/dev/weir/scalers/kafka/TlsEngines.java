package dev.weir.scalers.kafka;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gives Kafka's client TLS as all other clients of Weir have it: trust that is added to, not replaced, no verification at
 * all, versions and ciphers of the environment. Made by the client itself, by its public constructor.
 */
public final class TlsEngines implements SslEngineFactory {

    /** The setting under which it finds its {@link Maker}. */
    static final String MAKER = "weir.tls";

    private @Nullable Maker maker;
    private @Nullable SSLContext context;

    /** What engines are made of. */
    record Maker(Vertx vertx, ClientSSLOptions options) {

        private SSLContext context() {
            try {
                KeyManager[] keys = options.getKeyCertOptions() == null
                        ? null
                        : options.getKeyCertOptions()
                                .getKeyManagerFactory(vertx)
                                .getKeyManagers();
                TrustManager[] trust = options.isTrustAll()
                        ? new TrustManager[] {new TrustNobodyChecks()}
                        : options.getTrustOptions()
                                .getTrustManagerFactory(vertx)
                                .getTrustManagers();
                SSLContext made = SSLContext.getInstance("TLS");
                made.init(keys, trust, null);
                return made;
            } catch (Exception e) {
                throw new KafkaException("TLS cannot be set up", e);
            }
        }
    }

    @Override
    public void configure(Map<String, ?> settings) {
        if (!(settings.get(MAKER) instanceof Maker given)) {
            throw new KafkaException(MAKER + " is not set");
        }
        maker = given;
        context = given.context();
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String identification) {
        if (context == null || maker == null) {
            throw new IllegalStateException("not configured");
        }
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(
                maker.options().getEnabledSecureTransportProtocols().toArray(String[]::new));
        if (!maker.options().getEnabledCipherSuites().isEmpty()) {
            engine.setEnabledCipherSuites(
                    maker.options().getEnabledCipherSuites().toArray(String[]::new));
        }
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(identification);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("clients only");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> settings) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {}
}
