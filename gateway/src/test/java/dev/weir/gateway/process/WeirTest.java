package dev.weir.gateway.process;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.weir.controller.ControllerSettings;
import dev.weir.controller.EventSettings;
import dev.weir.controller.ScalerSettings;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Selectors;
import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.controller.testing.HttpValue;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.telemetry.Build;
import dev.weir.gateway.testing.Collector;
import dev.weir.gateway.testing.MetricsPage;
import dev.weir.gateway.testing.Scrape;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole process against an API server in this process: what a scraper and a collector see of an object's life. */
@Timeout(240)
final class WeirTest {

    private static final Map<String, String> ORDERS = Map.of("namespace", "shop", "scaledObject", "orders");
    private static final Map<String, String> METRIC = Map.of(
            "namespace", "shop",
            "metric", "s0-metric-api-value",
            "scaledObject", "orders",
            "scaler", "metricsAPIScaler",
            "triggerIndex", "0",
            "type", "scaledobject");

    private final Vertx vertx = Vertx.vertx();
    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final HttpValue source = new HttpValue(vertx, 7);
    private final HttpValue other = new HttpValue(vertx, 3);
    private final Collector collector = new Collector(vertx);
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient http = vertx.createHttpClient();
    private Weir weir;

    @BeforeEach
    void start() {
        Settings settings = Settings.from(Map.of(
                "port", "0", "metrics-port", "0", "insecure-http", "true", "enable-opentelemetry-traces", "true"));
        Telemetry telemetry = Telemetry.of(
                settings.telemetry(),
                Map.of("otel.exporter.otlp.endpoint", collector.endpoint(), "otel.bsp.schedule.delay", "100ms"),
                Build.here("1.2.3"),
                meters,
                InstantSource.system());
        weir = new Weir(
                vertx,
                cluster.client(),
                new ControllerSettings(
                        Namespaces.ALL,
                        Selectors.ALL,
                        new Leadership.Settings(
                                "keda",
                                "operator.keda.sh",
                                "test",
                                Duration.ofSeconds(40),
                                Duration.ofSeconds(30),
                                Duration.ofMillis(200)),
                        "keda",
                        2,
                        new ScalerSettings(Duration.ofSeconds(3), List.of(), Map.of()),
                        EventSettings.DEFAULT,
                        "1.2.3"),
                settings,
                meters,
                InstantSource.system(),
                () -> 0,
                telemetry);
        cluster.create(client, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app, namespace: shop}
                spec: {replicas: 0, template: {spec: {containers: [{name: app}]}}}
                """);
        await(weir.start());
    }

    @AfterEach
    void stop() {
        await(weir.stop());
        cluster.close();
        await(vertx.close());
    }

    @Test
    void aScrapeFollowsAnObjectThatFailsIsEditedPausedAndDeleted() {
        object();
        until(scrape -> is(scrape, "keda_scaler_active", METRIC, 1));
        Scrape healthy = scrape();
        assertEquals(7, healthy.value("keda_scaler_metrics_value", METRIC));
        assertEquals(0, healthy.value("keda_scaler_detail_errors_total", METRIC));
        assertEquals(0, healthy.value("keda_scaled_object_paused", ORDERS));
        assertEquals(2, healthy.value("keda_trigger_registered_total", Map.of("type", "metrics-api")));
        assertEquals(
                1,
                healthy.value("keda_resource_registered_total", Map.of("namespace", "shop", "type", "scaled_object")));
        assertTrue(healthy.value(
                        "keda_scaler_http_request_duration_seconds_count",
                        Map.of("scaler", "metrics-api", "status_code", "200"))
                >= 2);
        until(scrape -> is(scrape, "weir_decisions_total", Map.of("action", "activate", "outcome", "scaled"), 1));

        source.fails();
        until(scrape -> of(scrape, "keda_scaler_detail_errors_total", METRIC) >= 1);
        double failures = of(scrape(), "keda_scaled_object_errors_total", ORDERS);

        patch("{\"spec\": {\"maxReplicaCount\": 50}}");
        until(scrape -> of(scrape, "keda_scaled_object_errors_total", ORDERS) > failures);

        patch("{\"metadata\": {\"annotations\": {\"autoscaling.keda.sh/paused\": \"true\"}}}");
        until(scrape -> is(scrape, "keda_scaled_object_paused", ORDERS, 1)
                && scrape.samples("keda_scaler_active").isEmpty());
        assertTrue(of(scrape(), "keda_scaled_object_errors_total", ORDERS) > failures);

        client.resources(ScaledObject.class)
                .inNamespace("shop")
                .withName("orders")
                .delete();
        until(scrape -> scrape.samples("keda_scaled_object_paused").isEmpty());
        Scrape gone = scrape();
        assertEquals(List.of(), gone.samples("keda_scaled_object_errors_total"));
        assertEquals(List.of(), gone.samples("keda_scaler_http_requests_total"));
        assertEquals(List.of(), gone.samples("keda_trigger_registered_total"));
        assertTrue(
                gone.value(
                                "keda_scaler_http_request_duration_seconds_count",
                                Map.of("scaler", "metrics-api", "status_code", "500"))
                        >= 1,
                "a sum over all objects does not shrink");
    }

    @Test
    void thePageOfMetricsSaysWhatAScrapeReads() {
        object();
        until(scrape -> is(scrape, "weir_decisions_total", Map.of("action", "activate", "outcome", "scaled"), 1));
        Map<String, MetricsPage.Row> listed = new MetricsPage().rows("weir_");
        Map<String, MetricsPage.Row> read = MetricsPage.rows(scrape(), "weir_");

        assertTrue(read.size() > 20, read::toString);
        read.forEach((name, row) -> assertEquals(listed.get(name), row, name));
    }

    @Test
    void aTraceLeadsFromPollToDecisionToWrite() {
        object();
        Eventually.until(
                () -> collector.spans("write scale").stream().anyMatch(this::isWhole)
                        && collector.spans("write status").stream().anyMatch(this::isWhole)
                        && collector.spans("evaluate").stream().anyMatch(span -> span.getLinksCount() > 0),
                collector::spans);

        Span write = collector.spans("write scale").stream()
                .filter(this::isWhole)
                .findFirst()
                .orElseThrow();
        Span evaluation = parent(write);
        Span poll = parent(evaluation);
        assertEquals("evaluate", evaluation.getName());
        assertEquals("poll", poll.getName());
        assertEquals(ByteString.EMPTY, poll.getParentSpanId());
        assertEquals(poll.getTraceId(), write.getTraceId());
        assertEquals(
                Map.of("k8s.namespace.name", "shop", "weir.object", "orders"),
                Collector.words(write.getAttributesList()));
        assertEquals("true", Collector.words(evaluation.getAttributesList()).get("weir.active"));

        Span linked = collector.spans("evaluate").stream()
                .filter(span -> span.getLinksCount() > 0)
                .findFirst()
                .orElseThrow();
        Eventually.until(() -> collector.span(linked.getLinks(0).getSpanId()).isPresent(), collector::spans);
        Span otherPoll = collector.span(linked.getLinks(0).getSpanId()).orElseThrow();
        assertEquals("poll", otherPoll.getName());
        assertTrue(!otherPoll.getTraceId().equals(linked.getTraceId()), "the poll of the other trigger");
    }

    private boolean isWhole(Span write) {
        return collector
                .span(write.getParentSpanId())
                .flatMap(evaluation -> collector.span(evaluation.getParentSpanId()))
                .isPresent();
    }

    private Span parent(Span span) {
        return collector.span(span.getParentSpanId()).orElseThrow();
    }

    private void object() {
        cluster.create(client, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders, namespace: shop}
                spec:
                  scaleTargetRef: {name: app}
                  pollingInterval: 1
                  triggers:
                    - type: metrics-api
                      metadata: {url: "%s", valueLocation: value, targetValue: "5"}
                    - type: metrics-api
                      metadata: {url: "%s", valueLocation: value, targetValue: "5"}
                """.formatted(source.url(), other.url()));
    }

    private void patch(String json) {
        client.resources(ScaledObject.class)
                .inNamespace("shop")
                .withName("orders")
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    private static boolean is(Scrape scrape, String name, Map<String, String> labels, double value) {
        return of(scrape, name, labels) == value;
    }

    private static double of(Scrape scrape, String name, Map<String, String> labels) {
        return scrape.samples(name).stream()
                .filter(sample -> sample.labels().equals(labels))
                .mapToDouble(Scrape.Sample::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private void until(Predicate<Scrape> condition) {
        Eventually.until(() -> condition.test(scrape()), this::text);
    }

    private Scrape scrape() {
        return Scrape.of(text());
    }

    private String text() {
        return await(http.request(HttpMethod.GET, weir.doors().healthPort(), "127.0.0.1", "/metrics")
                .compose(request -> request.send().compose(response -> response.body()))
                .map(Object::toString));
    }
}
