package dev.weir.scalers.kafka;

import dev.weir.scalers.upstream.TlsContext;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/** Gives Kafka's client TLS as all other clients of Weir have it. Made by the client itself, by its public constructor. */
public final class TlsEngines implements SslEngineFactory {

    /** The setting under which it finds its {@link Maker}. */
    static final String MAKER = "weir.tls";

    private @Nullable SSLContext context;

    /** What engines are made of. */
    record Maker(Vertx vertx, ClientSSLOptions options) {

        private SSLContext context() {
            try {
                return TlsContext.of(vertx, options);
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
        context = given.context();
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String identification) {
        if (context == null) {
            throw new IllegalStateException("not configured");
        }
        SSLEngine engine = context.createSSLEngine(host, port);
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
