package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 client for all gRPC servers that are asked with the same TLS settings: at most {@value #CONNECTIONS} connections
 * to one host, {@value #WAITING} calls may wait for one, more fail at once. Answers that last have a client of their own with
 * {@value #LASTING} connections, for a server may bound the calls of one, and who asks briefly is not to wait for them.
 * Messages are bytes; what they say is the matter of who asks.
 */
public final class GrpcUpstream {

    private static final int CONNECTIONS = 2;
    private static final int LASTING = 64;
    private static final int WAITING = 4096;

    private record Key(String kind, TlsSettings tls) {}

    private final ScalerEnvironment environment;
    private final HttpClient client;
    private final Once<ClientSSLOptions> tls;

    private GrpcUpstream(ScalerEnvironment environment, TlsSettings settings, int connections) {
        this.environment = environment;
        this.client = environment
                .vertx()
                .createHttpClient(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_2)
                                .setHttp2ClearTextUpgrade(false)
                                .setUseAlpn(true)
                                // Who only listens would not notice that the other end is gone.
                                .setTcpKeepAlive(true)
                                .setConnectTimeout(20_000),
                        new PoolOptions().setHttp2MaxSize(connections).setMaxWaitQueueSize(WAITING));
        // Once: it takes files, and only calls with the very same options share a connection.
        this.tls = new Once<>(() -> TlsOptions.load(environment, settings)
                .map(loaded ->
                        new ClientSSLOptions(loaded).setUseAlpn(true).setApplicationLayerProtocols(List.of("h2")))
                .recover(GrpcUpstream::unreadable));
    }

    /** What PEM lacks is said in words that hold no secret. */
    private static <T> Future<T> unreadable(Throwable fault) {
        return Future.failedFuture(
                fault instanceof IllegalArgumentException
                        ? new SourceException("TLS settings: " + fault.getMessage())
                        : fault);
    }

    /** Takes a share of the client for these settings. */
    public static Lease<GrpcUpstream> lease(ScalerEnvironment environment, TlsSettings tls) {
        return lease(environment, new Key("grpc", tls), CONNECTIONS);
    }

    /** Takes a share of the client for answers that last. */
    public static Lease<GrpcUpstream> leaseLasting(ScalerEnvironment environment, TlsSettings tls) {
        return lease(environment, new Key("grpc lasting", tls), LASTING);
    }

    private static Lease<GrpcUpstream> lease(ScalerEnvironment environment, Key key, int connections) {
        return environment
                .clients()
                .lease(
                        key,
                        () -> new GrpcUpstream(environment, key.tls(), connections),
                        upstream -> upstream.client.close());
    }

    /** Asks a method that answers with one message; fails with a {@link SourceException} if it does not end well. */
    public Future<Buffer> ask(GrpcCall call) {
        return reply(call)
                .compose(reply -> reply.end().well()
                        ? Future.succeededFuture(reply.message())
                        : Future.failedFuture(reply.end().failure(call)));
    }

    /**
     * The same for who looks at the status: fails only where the server has not ended the answer, or has ended well without
     * a message.
     */
    public Future<GrpcReply> reply(GrpcCall call) {
        AtomicReference<@Nullable Buffer> answer = new AtomicReference<>();
        return call(call, answer::set).end().map(end -> {
            Buffer message = answer.get();
            if (message == null && end.well()) {
                throw new SourceException(call + ": answered without a message");
            }
            return new GrpcReply(end, message == null ? Buffer.buffer() : message);
        });
    }

    /**
     * Calls a method. All of it, {@code messages} too, runs on the caller's context.
     *
     * @param messages takes each message of the answer; a {@link SourceException} that it throws ends the call, its words
     *     follow the name of the server
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
