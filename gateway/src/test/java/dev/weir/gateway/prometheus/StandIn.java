package dev.weir.gateway.prometheus;

import static dev.weir.gateway.testing.TestGateway.await;

import dev.weir.gateway.access.Access;
import dev.weir.gateway.config.PrometheusSettings;
import dev.weir.gateway.config.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A door in front of what takes the place of a Prometheus, and time that stands still until it is moved. */
final class StandIn implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /** What came back. */
    record Reply(int code, Map<String, String> headers, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }

        String cache() {
            return headers.get("cache-status");
        }
    }

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
    volatile Instant now = START;
    volatile boolean live;
    volatile Consumer<HttpServerRequest> says = request -> json(request, 200, vector("1"));
    private final HttpServer upstream;
    private final HttpClient client = vertx.createHttpClient(
            new io.vertx.core.http.HttpClientOptions().setDecompressionSupported(true),
            new io.vertx.core.http.PoolOptions().setHttp1MaxSize(500));
    private int port;

    StandIn(KnownAnswers known, String... settings) {
        this("", known, settings);
    }

    /** In front of this Prometheus, unless the settings name another. */
    StandIn(String real, KnownAnswers known, String... settings) {
        upstream = await(vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    requests.add(request);
                    asked.add(request.path() + "?" + (body.length() > 0 ? body : request.query()));
                    says.accept(request);
                }))
                .listen(0));
        Map<String, String> given = new HashMap<>(Map.of(
                "prometheus-port",
                "0",
                "prometheus-upstream",
                real.isEmpty() ? url() + "/" : real,
                "prometheus-upstreams",
                "b=" + url() + "/b"));
        for (int at = 0; at < settings.length; at += 2) {
            given.put(settings[at], settings[at + 1]);
        }
        PrometheusSettings read = Settings.from(given).prometheus().orElseThrow();
        PrometheusDoor door =
                new PrometheusDoor(vertx, read, Access.OPEN, known, () -> live ? Instant.now() : now, meters);
        await(vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                return vertx.createHttpServer(
                                new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                        .requestHandler(door.on(context))
                        .listen()
                        .onSuccess(server -> port = server.actualPort());
            }
        }));
    }

    String url() {
        return "http://127.0.0.1:" + upstream.actualPort();
    }

    int port() {
        return port;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    static String vector(String value) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\""
                + value + "\"]}]}}";
    }

    static void json(HttpServerRequest request, int code, String body) {
        request.response()
                .setStatusCode(code)
                .putHeader("content-type", "application/json")
                .end(body);
    }

    Reply get(String uri, String... headers) {
        return await(send(HttpMethod.GET, uri, "", headers));
    }

    Reply post(String uri, String form, String... headers) {
        return await(send(HttpMethod.POST, uri, form, headers));
    }

    Future<Reply> send(HttpMethod method, String uri, String form, String... headers) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(uri);
        if (!form.isEmpty()) {
            options.putHeader("content-type", "application/x-www-form-urlencoded");
        }
        for (int at = 0; at < headers.length; at += 2) {
            options.putHeader(headers[at], headers[at + 1]);
        }
        // What looks at the answer is there before the answer is: else its body could have gone by.
        return client.request(options)
                .compose(request ->
                        (form.isEmpty() ? request.send() : request.send(Buffer.buffer(form))).compose(StandIn::reply));
    }

    private static Future<Reply> reply(HttpClientResponse response) {
        return response.body().map(body -> {
            Map<String, String> all = new HashMap<>();
            response.headers().forEach((name, value) -> all.put(name.toLowerCase(java.util.Locale.ROOT), value));
            return new Reply(response.statusCode(), all, body.toString());
        });
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
