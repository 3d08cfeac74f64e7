package dev.weir.scalers.upstream;

import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.HttpCounts.HttpCount;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP client for all upstreams that are asked with the same TLS settings. Keeps connections alive unless
 * KEDA_HTTP_DISABLE_KEEP_ALIVE is true (at most
 * {@value #CONNECTIONS} to one host, {@value #WAITING} requests may wait for one, more fail at once), decodes gzip, goes
 * through the environment's proxies, follows up to {@value #REDIRECTS} redirects without credentials once the host changes,
 * and reads at most {@value #BODY_LIMIT_BYTES} bytes.
 */
public final class HttpUpstream {

    static final int REDIRECTS = 10;
    static final int BODY_LIMIT_BYTES = 4 << 20;
    private static final int CONNECTIONS = 32;
    private static final int WAITING = 4096;
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    private record Key(TlsSettings tls) {}

    private final ScalerEnvironment environment;
    private final HttpClient client;
    private final Proxies proxies;
    private final Once<ClientSSLOptions> tls;

    private HttpUpstream(ScalerEnvironment environment, TlsSettings settings) {
        this.environment = environment;
        this.client = environment
                .vertx()
                .createHttpClient(
                        new HttpClientOptions()
                                .setDecompressionSupported(true)
                                .setMaxHeaderSize(32 << 10)
                                .setConnectTimeout(20_000)
                                .setKeepAlive(keepsAlive(environment))
                                .setKeepAliveTimeout(60),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
        this.proxies = new Proxies(environment.variables());
        this.tls = new Once<>(() -> TlsOptions.load(environment, settings));
    }

    private static boolean keepsAlive(ScalerEnvironment environment) {
        return !TRUE.contains(environment.variables().getOrDefault("KEDA_HTTP_DISABLE_KEEP_ALIVE", ""));
    }

    /** Takes a share of the client for these settings. */
    public static Lease<HttpUpstream> lease(ScalerEnvironment environment, TlsSettings tls) {
        return environment.clients().lease(new Key(tls), () -> new HttpUpstream(environment, tls), HttpUpstream::close);
    }

    /**
     * Sends the call and reads the whole answer, whatever its status. Fails with a {@link
     * dev.weir.cache.source.SourceException} that names method and URL; completes on the caller's context.
     */
    public Future<HttpAnswer> send(HttpCall call) {
        return send(call, HttpCount.NONE);
    }

    /** The same, but a redirect is an answer like any other: what is delivered must not seem to have arrived elsewhere. */
    public Future<HttpAnswer> deliver(HttpCall call) {
        return deliver(call, HttpCount.NONE);
    }

    /** The same, counted. */
    Future<HttpAnswer> deliver(HttpCall call, HttpCount count) {
        return exchange(call, count, false);
    }

    /** The same as {@link #send(HttpCall)}, counted: each redirect is an exchange of its own. */
    Future<HttpAnswer> send(HttpCall call, HttpCount count) {
        return exchange(call, count, true);
    }

    private Future<HttpAnswer> exchange(HttpCall call, HttpCount count, boolean follow) {
        Context context = environment.vertx().getOrCreateContext();
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        HttpExchange exchange = new HttpExchange(this, context, call, answer, count, follow);
        context.runOnContext(start -> exchange.start());
        return Future.fromCompletionStage(answer, context);
    }

    Duration timeout(@Nullable Duration own) {
        return own == null || own.isZero() ? environment.httpTimeout() : own;
    }

    InstantSource clock() {
        return environment.clock();
    }

    /** A client for the URL, ready to be told what to ask. */
    Future<RequestOptions> prepare(Url url, Context context) {
        RequestOptions options = new RequestOptions()
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.secure())
                .setURI(url.target())
                .setFollowRedirects(false);
        var proxy = proxies.to(url);
        if (proxy != null) {
            options.setProxyOptions(proxy);
        }
        return url.secure()
                ? OwnContext.of(context, tls.get()).map(options::setSslOptions)
                : Future.succeededFuture(options);
    }

    HttpClient client() {
        return client;
    }

    private Future<Void> close() {
        return client.close();
    }
}
