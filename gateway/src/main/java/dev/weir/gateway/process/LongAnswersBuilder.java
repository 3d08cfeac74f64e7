package dev.weir.gateway.process;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpClient.DerivedClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient.ProxyType;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.TlsVersion;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** Passes all on to another builder, and makes of its client one of {@link LongAnswers}. */
final class LongAnswersBuilder implements HttpClient.Builder {

    private final HttpClient.Builder loops;
    private final Executor workers;

    LongAnswersBuilder(HttpClient.Builder loops, Executor workers) {
        this.loops = loops;
        this.workers = workers;
    }

    @Override
    public HttpClient build() {
        return new LongAnswers(loops.build(), workers);
    }

    @Override
    public HttpClient.Builder connectTimeout(long timeout, TimeUnit unit) {
        loops.connectTimeout(timeout, unit);
        return this;
    }

    @Override
    public HttpClient.Builder websocketPingInterval(long interval, TimeUnit unit) {
        loops.websocketPingInterval(interval, unit);
        return this;
    }

    @Override
    public HttpClient.Builder addOrReplaceInterceptor(String name, Interceptor interceptor) {
        loops.addOrReplaceInterceptor(name, interceptor);
        return this;
    }

    @Override
    public HttpClient.Builder authenticatorNone() {
        loops.authenticatorNone();
        return this;
    }

    @Override
    public HttpClient.Builder sslContext(KeyManager[] keys, TrustManager[] trusted) {
        loops.sslContext(keys, trusted);
        return this;
    }

    @Override
    public HttpClient.Builder followAllRedirects() {
        loops.followAllRedirects();
        return this;
    }

    @Override
    public HttpClient.Builder proxyAddress(InetSocketAddress address) {
        loops.proxyAddress(address);
        return this;
    }

    @Override
    public HttpClient.Builder proxyAuthorization(String credentials) {
        loops.proxyAuthorization(credentials);
        return this;
    }

    @Override
    public HttpClient.Builder proxyType(ProxyType type) {
        loops.proxyType(type);
        return this;
    }

    @Override
    public HttpClient.Builder tlsVersions(TlsVersion... versions) {
        loops.tlsVersions(versions);
        return this;
    }

    @Override
    public HttpClient.Builder tlsServerName(String name) {
        loops.tlsServerName(name);
        return this;
    }

    @Override
    public HttpClient.Builder preferHttp11() {
        loops.preferHttp11();
        return this;
    }

    @Override
    public DerivedClientBuilder tag(Object tag) {
        loops.tag(tag);
        return this;
    }

    /** The same for a client that is made of another one. */
    static final class Derived implements DerivedClientBuilder {

        private final DerivedClientBuilder loops;
        private final Executor workers;

        Derived(DerivedClientBuilder loops, Executor workers) {
            this.loops = loops;
            this.workers = workers;
        }

        @Override
        public HttpClient build() {
            return new LongAnswers(loops.build(), workers);
        }

        @Override
        public DerivedClientBuilder addOrReplaceInterceptor(String name, Interceptor interceptor) {
            loops.addOrReplaceInterceptor(name, interceptor);
            return this;
        }

        @Override
        public DerivedClientBuilder authenticatorNone() {
            loops.authenticatorNone();
            return this;
        }

        @Override
        public DerivedClientBuilder tag(Object tag) {
            loops.tag(tag);
            return this;
        }
    }
}
