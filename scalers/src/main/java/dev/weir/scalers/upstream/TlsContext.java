package dev.weir.scalers.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Gives libraries that bring their own sockets TLS as all other clients of Weir have it: trust that is added to, not replaced,
 * no verification at all, versions and ciphers of the environment. Makes engines of clients, and nothing else; whether they
 * check the name of the host is the library's to say.
 */
public final class TlsContext extends SSLContext {

    private TlsContext(SSLContext plain, ClientSSLOptions options) {
        super(new Engines(plain, options), plain.getProvider(), plain.getProtocol());
    }

    /**
     * What {@link TlsOptions} has read, as a context.
     *
     * @throws Exception if a key or a certificate cannot be used
     */
    public static SSLContext of(Vertx vertx, ClientSSLOptions options) throws Exception {
        KeyManager[] keys = options.getKeyCertOptions() == null
                ? null
                : options.getKeyCertOptions().getKeyManagerFactory(vertx).getKeyManagers();
        TrustManager[] trust = options.isTrustAll()
                ? new TrustManager[] {new TrustNobodyChecks()}
                : options.getTrustOptions().getTrustManagerFactory(vertx).getTrustManagers();
        SSLContext plain = SSLContext.getInstance("TLS");
        plain.init(keys, trust, null);
        return new TlsContext(plain, options);
    }

    private static final class Engines extends SSLContextSpi {

        private final SSLContext plain;
        private final ClientSSLOptions options;

        Engines(SSLContext plain, ClientSSLOptions options) {
            this.plain = plain;
            this.options = options;
        }

        private SSLEngine held(SSLEngine engine) {
            // First, for it may set what follows back.
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(
                    options.getEnabledSecureTransportProtocols().toArray(String[]::new));
            if (!options.getEnabledCipherSuites().isEmpty()) {
                engine.setEnabledCipherSuites(options.getEnabledCipherSuites().toArray(String[]::new));
            }
            return engine;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return held(plain.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return held(plain.createSSLEngine(host, port));
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom chance) {
            throw new UnsupportedOperationException("it has its keys and its trust");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException("engines only");
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("clients only");
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return plain.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return plain.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return plain.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return plain.getSupportedSSLParameters();
        }
    }
}
