package dev.weir.scalers.upstream;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.util.List;
import java.util.function.Consumer;

/**
 * One HTTP/2 client for all gRPC servers that are asked with the same TLS settings: at most {@value #CONNECTIONS} connections
 * to one host, {@value #WAITING} calls may wait for one, more fail at once. Messages are bytes; what they say is the matter of
 * who asks.
 */
public final class GrpcUpstream {

    private static final int CONNECTIONS = 2;
    private static final int WAITING = 4096;

    private record Key(String kind, TlsSettings tls) {}

    private final ScalerEnvironment environment;
    private final HttpClient client;
    private final Once<ClientSSLOptions> tls;

    private GrpcUpstream(ScalerEnvironment environment, TlsSettings settings) {
        this.environment = environment;
        this.client = environment
                .vertx()
                .createHttpClient(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_2)
                                .setHttp2ClearTextUpgrade(false)
                                .setUseAlpn(true)
                                .setConnectTimeout(20_000),
                        new PoolOptions().setHttp2MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
        // Once: it takes files, and only calls with the very same options share a connection.
        this.tls = new Once<>(() -> TlsOptions.load(environment, settings)
                .map(loaded ->
                        new ClientSSLOptions(loaded).setUseAlpn(true).setApplicationLayerProtocols(List.of("h2"))));
    }

    /** Takes a share of the client for these settings. */
    public static Lease<GrpcUpstream> lease(ScalerEnvironment environment, TlsSettings tls) {
        return environment
                .clients()
                .lease(
                        new Key("grpc", tls),
                        () -> new GrpcUpstream(environment, tls),
                        upstream -> upstream.client.close());
    }

    /**
     * Calls a method. All of it, {@code messages} too, runs on the caller's context.
     *
     * @param messages takes each message of the answer; a {@link dev.weir.cache.source.SourceException} that it throws ends
     *     the call
     */
    public GrpcExchange call(GrpcCall call, Consumer<Buffer> messages) {
        GrpcExchange exchange = new GrpcExchange(environment.vertx(), call, messages);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(call.server().host())
                .setPort(call.server().port())
                .setSsl(call.server().secure())
                .setURI(call.path())
                .putHeader("content-type", "application/grpc")
                .putHeader("te", "trailers")
                .putHeader("user-agent", "weir");
        call.metadata().forEach(options::putHeader);
        Future<RequestOptions> ready = call.server().secure()
                ? OwnContext.of(environment.vertx(), tls.get()).map(options::setSslOptions)
                : Future.succeededFuture(options);
        // Inside, so that the answer has a reader before it can come.
        ready.compose(client::request).compose(exchange::send).onFailure(exchange::broke);
        return exchange;
    }
}
