package dev.weir.gateway.process;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.ControllerSettings;
import dev.weir.controller.EventSettings;
import dev.weir.controller.ScalerSettings;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Selectors;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.otlp.Telemetry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process: what its triggers poll of a Prometheus costs that Prometheus nothing more. */
@Timeout(120)
final class PolledQueryTest {

    private static final String OBJECT = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: %1$s, namespace: shop}
            spec:
              scaleTargetRef: {name: %1$s}
              pollingInterval: 15
              triggers:
              - type: prometheus
                metadata: {serverAddress: "%2$s/", query: "%3$s", threshold: "5" %4$s}
            """;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer prometheus = await(vertx.createHttpServer()
            .requestHandler(request -> {
                asked.add(URLDecoder.decode(request.uri(), StandardCharsets.UTF_8));
                request.response()
                        .putHeader("content-type", "application/json")
                        .end(
                                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"a\":\"b\"},"
                                        + "\"value\":[1,\"7\"]}]}}");
            })
            .listen(0, "127.0.0.1"));
    private final HttpClient client = vertx.createHttpClient();
    private Standalone weir;

    @AfterEach
    void end() {
        await(weir.stop());
        await(vertx.close());
    }

    @Test
    void whatATriggerPollsIsNotAskedAgain() throws Exception {
        object("plain", "sum( up )", "");
        object("tenant", "sum(down)", ", customHeaders: X-Scope-OrgID=mine, namespace: ns");
        object("secret", "sum(secret)", ", customHeaders: X-Key=mine");
        start();
        until("all are polled", () -> asked.size() == 3);
        until("it is known", () -> cache("sum+(up)").contains("detail=polled"));
        long before = byTheDoor();
        assertTrue(body("sum(up)").contains("\"7\""));
        assertTrue(cache("sum(down)&namespace=ns", "X-Scope-OrgID", "mine").contains("detail=polled"));
        assertEquals(before, byTheDoor(), asked.toString());
        assertEquals("weir; fwd=miss", cache("sum(down)&namespace=ns", "X-Scope-OrgID", "theirs"));
        assertEquals("weir; fwd=miss", cache("sum(down)"));
        assertEquals("weir; fwd=miss", cache("sum(secret)"));
    }

    /** Triggers say for which time they ask. */
    private long byTheDoor() {
        return asked.stream().filter(uri -> !uri.contains("time=")).count();
    }

    private void object(String name, String query, String more) throws Exception {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                OBJECT.formatted(name, "http://127.0.0.1:" + prometheus.actualPort(), query, more));
    }

    private void start() {
        weir = new Standalone(
                vertx,
                folder,
                new ControllerSettings(
                        Namespaces.ALL,
                        Selectors.ALL,
                        Leadership.Settings.likeKeda("keda", "test"),
                        "keda",
                        1,
                        new ScalerSettings(ScalerSettings.DEFAULT_HTTP_TIMEOUT, List.of(), Map.of()),
                        EventSettings.DEFAULT,
                        "test"),
                Settings.from(Map.of(
                        "port",
                        "0",
                        "metrics-port",
                        "0",
                        "insecure-http",
                        "true",
                        "prometheus-port",
                        "0",
                        "prometheus-upstream",
                        "http://127.0.0.1:" + prometheus.actualPort())),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.system(),
                () -> 0,
                Telemetry.OFF,
                Optional.empty());
        await(weir.start());
    }

    private String cache(String query, String... header) {
        return ask(query, header).getHeader("cache-status");
    }

    private String body(String query) {
        return await(client.request(
                                HttpMethod.GET,
                                weir.doors().prometheusPort(),
                                "127.0.0.1",
                                "/api/v1/query?query=" + query)
                        .compose(request -> request.send().compose(HttpClientResponse::body)))
                .toString();
    }

    private HttpClientResponse ask(String query, String... header) {
        return await(client.request(
                        HttpMethod.GET, weir.doors().prometheusPort(), "127.0.0.1", "/api/v1/query?query=" + query)
                .compose(request -> {
                    if (header.length > 0) {
                        request.putHeader(header[0], header[1]);
                    }
                    return request.send();
                }));
    }
}
