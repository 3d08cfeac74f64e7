package dev.weir.gateway.testing;

import dev.weir.cache.board.MetricBoard;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.gateway.access.Access;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.Readiness;
import dev.weir.gateway.process.Doors;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A gateway on free loopback ports over a board that the test fills; its clock stands still until it is set. */
public final class TestGateway implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /** What an HTTP reader sees. */
    public record Reply(int code, String contentType, Buffer body, HttpVersion version) {
        public String text() {
            return body.toString();
        }
    }

    public final Vertx vertx = Vertx.vertx();
    public final MetricBoard board = new MetricBoard();
    public final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    public volatile Instant now = START;
    /** Objects that are ours, as namespace and name with a slash between. */
    public final Set<String> owned = ConcurrentHashMap.newKeySet();

    public volatile Readiness readiness = Readiness.yes();
    public final Doors doors;
    private final boolean tls;

    public TestGateway(String... settings) {
        this(gateway -> Access.OPEN, settings);
    }

    /** @param guard makes who stands in front of the API */
    public TestGateway(Function<TestGateway, Access> guard, String... settings) {
        Map<String, String> given = new HashMap<>(Map.of("port", "0", "metrics-port", "0"));
        for (int at = 0; at < settings.length; at += 2) {
            given.put(settings[at], settings[at + 1]);
        }
        tls = !given.containsKey("insecure-http");
        doors = new Doors(vertx, Settings.from(given), board, meters, () -> "", () -> readiness, () -> now, "1.2.3")
                .owning((namespace, name) -> owned.contains(namespace + "/" + name));
        doors.guarded(guard.apply(this));
        await(doors.start());
    }

    /** A client that trusts anybody. */
    public HttpClient client(HttpVersion version) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setSsl(tls)
                .setTrustAll(tls)
                .setVerifyHost(false)
                .setUseAlpn(tls)
                .setProtocolVersion(version)
                .setMaxHeaderSize(1 << 20)
                .setMaxInitialLineLength(1 << 20)
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(doors.apiPort()));
    }

    public Reply get(String uri, String... headers) {
        HttpClient client = client(HttpVersion.HTTP_2);
        try {
            return await(send(client, HttpMethod.GET, uri, headers));
        } finally {
            await(client.close());
        }
    }

    public Reply health(String uri) {
        HttpClient client = vertx.createHttpClient();
        try {
            return await(client.request(HttpMethod.GET, doors.healthPort(), "127.0.0.1", uri)
                    .compose(request -> request.send().compose(TestGateway::reply)));
        } finally {
            await(client.close());
        }
    }

    public static Future<Reply> send(HttpClient client, HttpMethod method, String uri, String... headers) {
        RequestOptions options = new RequestOptions().setMethod(method).setURI(uri);
        for (int at = 0; at < headers.length; at += 2) {
            options.putHeader(headers[at], headers[at + 1]);
        }
        return client.request(options).compose(request -> request.send().compose(TestGateway::reply));
    }

    private static Future<Reply> reply(io.vertx.core.http.HttpClientResponse response) {
        String type = String.valueOf(response.getHeader("content-type"));
        return response.body().map(body -> new Reply(response.statusCode(), type, body, response.version()));
    }

    public static MetricId id(String name) {
        return new MetricId("default", name, "consumer");
    }

    /** The URI by which the HPA controller asks for a metric of {@code consumer}. */
    public static String uri(String name) {
        return "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/" + name
                + "?labelSelector=scaledobject.keda.sh%2Fname%3Dconsumer";
    }

    public void publish(String name, String json) {
        board.expect(id(name));
        board.publish(id(name), metric(json));
    }

    public Published.Metric metric(String json) {
        return new Published.Metric(5, now, now.plusSeconds(45), Buffer.buffer(json), Buffer.buffer("k8s\0" + json));
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError("nothing came within 20 s", late);
        }
    }

    /** Waits until something is so, at most 20 s. */
    public static void until(String what, Callable<Boolean> check) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try {
            while (!check.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("still not so after 20 s: " + what);
                }
                Thread.onSpinWait();
            }
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }

    @Override
    public void close() {
        await(doors.close());
        await(vertx.close());
    }
}
