package dev.weir.scalers.influxdb;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Faults;
import dev.weir.scalers.upstream.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Calls that InfluxDB 3 answers by gRPC, over HTTP/2 connections that all sources share: at most {@value #CONNECTIONS} to a
 * server, and {@value #LIMIT_BYTES} bytes of an answer.
 */
final class FlightClient {

    static final String METHOD = "/arrow.flight.protocol.FlightService/DoGet";

    private static final int LIMIT_BYTES = 4 << 20;
    private static final int CONNECTIONS = 2;
    private static final int CANCEL = 0x8;

    private record Key(String shared) {}

    private final ScalerEnvironment environment;
    private final HttpClient client;
    private final AtomicReference<@Nullable ClientSSLOptions> tls = new AtomicReference<>();

    private FlightClient(ScalerEnvironment environment) {
        this.environment = environment;
        this.client = environment
                .vertx()
                .createHttpClient(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_2)
                                .setHttp2ClearTextUpgrade(false)
                                .setUseAlpn(true)
                                .setConnectTimeout(20_000),
                        new PoolOptions().setHttp2MaxSize(CONNECTIONS).setMaxWaitQueueSize(4096));
    }

    static Lease<FlightClient> lease(ScalerEnvironment environment) {
        return environment
                .clients()
                .lease(
                        new Key("influxdb flight"),
                        () -> new FlightClient(environment),
                        flight -> flight.client.close());
    }

    /**
     * Asks for the stream that a ticket stands for and gives its last row. Fails with a {@link SourceException} that names the
     * server.
     *
     * @param token empty for none
     */
    Future<InfluxAnswer> last(Url server, String token, String ticket, Duration timeout) {
        String what = "gRPC " + server.origin() + METHOD;
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(server.host())
                .setPort(server.port())
                .setSsl(server.secure())
                .setURI(METHOD)
                .putHeader("content-type", "application/grpc")
                .putHeader("te", "trailers")
                .putHeader("user-agent", "weir");
        if (!token.isEmpty()) {
            options.putHeader("authorization", "Bearer " + token);
        }
        Future<RequestOptions> ready =
                server.secure() ? tls().map(options::setSslOptions) : Future.succeededFuture(options);
        Call call = new Call(what);
        long timer = environment
                .vertx()
                .setTimer(Math.max(1, timeout.toMillis()), id -> call.fail("timed out after " + Faults.words(timeout)));
        ready.compose(client::request)
                .compose(request -> call.send(request, FlightMessages.ticket(ticket)))
                .onFailure(fault -> call.fail(Faults.sentence(fault)));
        return call.answer.future().onComplete(over -> environment.vertx().cancelTimer(timer));
    }

    /** Read once: it takes files, and only calls with the very same options share a connection. */
    private Future<ClientSSLOptions> tls() {
        ClientSSLOptions known = tls.get();
        return known != null
                ? Future.succeededFuture(known)
                : TlsOptions.load(environment, TlsSettings.DEFAULT)
                        .map(loaded -> new ClientSSLOptions(loaded)
                                .setUseAlpn(true)
                                .setApplicationLayerProtocols(List.of("h2")))
                        .onSuccess(tls::set);
    }

    /** One call; all of it runs on the caller's context. */
    private static final class Call {

        private final String what;
        private final Promise<InfluxAnswer> answer = Promise.promise();
        private final FlightMessages messages = new FlightMessages();
        private @Nullable HttpClientRequest request;
        private long bytes;

        Call(String what) {
            this.what = what;
        }

        Future<Void> send(HttpClientRequest opened, Buffer ticket) {
            request = opened;
            if (answer.future().isComplete()) {
                opened.reset(CANCEL);
                return Future.succeededFuture();
            }
            return opened.send(ticket).onSuccess(this::receive).mapEmpty();
        }

        private void receive(HttpClientResponse response) {
            response.exceptionHandler(fault -> fail(Faults.sentence(fault)));
            response.handler(this::take);
            response.endHandler(end -> end(response));
        }

        private void take(Buffer chunk) {
            bytes += chunk.length();
            if (bytes > LIMIT_BYTES) {
                fail("the answer is larger than " + (LIMIT_BYTES >> 20) + " MiB, the limit");
                return;
            }
            try {
                messages.take(chunk);
            } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
                fail("answered with something that is no Arrow stream");
            }
        }

        private void end(HttpClientResponse response) {
            if (response.statusCode() != 200) {
                fail("answered " + response.statusCode());
                return;
            }
            String inTrailer = response.getTrailer("grpc-status");
            String status = inTrailer == null ? response.getHeader("grpc-status") : inTrailer;
            if (status == null) {
                fail("the connection was closed before the answer was complete");
            } else if (!status.equals("0")) {
                fail("answered gRPC status " + status + words(response));
            } else {
                complete();
            }
        }

        private static String words(HttpClientResponse response) {
            String inTrailer = response.getTrailer("grpc-message");
            String words = inTrailer == null ? response.getHeader("grpc-message") : inTrailer;
            if (words == null || words.isBlank()) {
                return "";
            }
            String plain = Url.decoded(words.replace("+", "%2B"));
            return ": " + (plain.length() > 200 ? plain.substring(0, 200) + "…" : plain);
        }

        private void complete() {
            try {
                answer.tryComplete(messages.last());
            } catch (IllegalArgumentException e) {
                fail("the answer ends in the middle of a message");
            }
        }

        void fail(String why) {
            if (answer.tryFail(new SourceException(what + ": " + why)) && request != null) {
                request.reset(CANCEL);
            }
        }
    }
}
