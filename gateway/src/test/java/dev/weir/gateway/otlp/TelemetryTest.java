package dev.weir.gateway.otlp;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.weir.cache.trace.Span;
import dev.weir.cache.trace.Tracing;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.config.TelemetrySettings;
import dev.weir.gateway.telemetry.Build;
import dev.weir.gateway.testing.Collector;
import dev.weir.gateway.testing.MetricsPage;
import dev.weir.gateway.testing.Overviews;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Status;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics and traces as a collector receives them. */
@Timeout(120)
final class TelemetryTest {

    private static final Build BUILD = new Build("1.2.3", "abc", "java17", "linux", "amd64");

    private final Vertx vertx = Vertx.vertx();
    private final Collector collector = new Collector(vertx);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Telemetry telemetry = Telemetry.OFF;

    @AfterEach
    void close() {
        await(telemetry.close());
        await(vertx.close());
    }

    @Test
    void isOffUnlessSwitchedOn() {
        assertSame(
                Telemetry.OFF,
                Telemetry.of(Settings.defaults().telemetry(), Map.of(), BUILD, meters, InstantSource.system()));
        assertSame(Tracing.OFF, Telemetry.OFF.tracing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/protobuf", "grpc"})
    void sendsKedasMetricsByEitherProtocol(String protocol) {
        start(true, false, Map.of("otel.exporter.otlp.protocol", protocol));
        telemetry.tellOf(Overviews::full);
        until("metrics come", () -> collector.metrics().containsKey("keda.cloudeventsource.events.queued"));

        Set<String> keda = new TreeSet<>(collector.metrics().keySet());
        keda.removeIf(name -> !name.startsWith("keda."));
        assertEquals(
                new TreeSet<>(Set.of(
                        "keda.build.info",
                        "keda.scaler.active",
                        "keda.scaler.metrics.value",
                        "keda.scaler.metrics.latency.seconds",
                        "keda.scaler.metrics.latency",
                        "keda.scaler.errors",
                        "keda.scaledobject.errors",
                        "keda.scaledjob.errors",
                        "keda.scaled.object.paused",
                        "keda.internal.scale.loop.latency.seconds",
                        "keda.internal.scale.loop.latency",
                        "keda.trigger.registered.count",
                        "keda.trigger.totals",
                        "keda.resource.registered.count",
                        "keda.resource.totals",
                        "keda.scaler.empty.upstream.responses",
                        "keda.scaler.http.requests.count",
                        "keda.scaler.http.request.duration.seconds",
                        "keda.cloudeventsource.events.emitted.count",
                        "keda.cloudeventsource.events.queued")),
                keda);
        assertEquals(keda, new TreeSet<>(new MetricsPage().otel()));
        assertTrue(collector.scopes().contains("keda-open-telemetry-metrics"));
        assertEquals("weir", collector.resource().get("service.name"));
    }

    @Test
    void metricsSayWhatKedasSay() {
        start(true, false, Map.of());
        telemetry.tellOf(Overviews::full);
        until("metrics come", () -> collector.metrics().containsKey("keda.cloudeventsource.events.queued"));

        Map<String, String> orders = Map.of(
                "namespace", "shop",
                "scaledObject", "orders",
                "scaler", "in-line",
                "scalerIndex", "0",
                "metric", "s0-in");
        assertEquals(1, gauge("keda.scaler.active", orders));
        assertEquals(7.5, gauge("keda.scaler.metrics.value", orders));
        assertEquals(0.25, gauge("keda.scaler.metrics.latency.seconds", orders));
        assertEquals(250, gauge("keda.scaler.metrics.latency", orders));
        assertEquals(0, sum("keda.scaler.errors", true, orders));
        Map<String, String> object = Map.of("namespace", "shop", "scaledObject", "orders");
        assertEquals(5, sum("keda.scaledobject.errors", true, object));
        assertEquals(0, gauge("keda.scaled.object.paused", object));
        assertEquals(1, gauge("keda.scaled.object.paused", Map.of("namespace", "shop", "scaledObject", "resting")));
        Map<String, String> job = Map.of(
                "namespace", "shop",
                "scaledJob", "import",
                "scaler", "rabbitMQScaler",
                "triggerIndex", "0",
                "metric", "s0-jobs");
        assertEquals(12, gauge("keda.scaler.metrics.value", job));
        assertEquals(2, sum("keda.scaler.errors", true, job));
        assertEquals(2, sum("keda.scaledjob.errors", true, Map.of("namespace", "shop", "scaledJob", "import")));
        assertEquals(
                0.03,
                gauge(
                        "keda.internal.scale.loop.latency.seconds",
                        Map.of("namespace", "shop", "type", "scaledjob", "name", "import")));
        Map<String, String> loop = Map.of("namespace", "shop", "type", "scaledobject", "name", "orders");
        assertEquals(0.02, gauge("keda.internal.scale.loop.latency.seconds", loop));
        assertEquals(20, gauge("keda.internal.scale.loop.latency", loop));
        for (String name : List.of("keda.trigger.registered.count", "keda.trigger.totals")) {
            assertEquals(2, sum(name, false, Map.of("type", "cron")));
        }
        for (String name : List.of("keda.resource.registered.count", "keda.resource.totals")) {
            assertEquals(2, sum(name, false, Map.of("type", "scaled_object", "namespace", "shop")));
        }
        assertEquals(
                6,
                sum(
                        "keda.scaler.empty.upstream.responses",
                        true,
                        Map.of(
                                "namespace", "shop",
                                "scaledResource", "orders",
                                "triggerName", "in-line",
                                "metricName", "s0-in",
                                "resourceType", "scaledobject",
                                "ignoreNullValues", "true")));
        assertEquals(
                6,
                sum(
                        "keda.scaler.http.requests.count",
                        true,
                        Map.of(
                                "namespace", "shop",
                                "scaled_resource", "orders",
                                "scaler", "prometheus",
                                "trigger_name", "in-line",
                                "metric_name", "s0-in",
                                "status_code", "200")));
        assertEquals(
                1,
                gauge(
                        "keda.build.info",
                        Map.of(
                                "version", "1.2.3",
                                "git_commit", "abc",
                                "goversion", "java17",
                                "goos", "linux",
                                "goarch", "amd64")));
        Map<String, String> sent = Map.of(
                "namespace", "default",
                "cloudeventsource", "grid",
                "eventsink", "azureEventGridTopic",
                "state", "failed");
        assertEquals(6, sum("keda.cloudeventsource.events.emitted.count", true, sent));
        assertEquals(3, gauge("keda.cloudeventsource.events.queued", Map.of("namespace", "default")));
        HistogramDataPoint durations =
                collector
                        .metrics()
                        .get("keda.scaler.http.request.duration.seconds")
                        .getHistogram()
                        .getDataPointsList()
                        .stream()
                        .filter(point -> Collector.words(point.getAttributesList())
                                .equals(Map.of("scaler", "prometheus", "status_code", "200")))
                        .findFirst()
                        .orElseThrow();
        assertEquals(
                List.of(.005, .01, .025, .05, .1, .25, .5, 1.0, 2.5, 5.0, 10.0), durations.getExplicitBoundsList());
        assertEquals(List.of(3L, 2L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L), durations.getBucketCountsList());
        assertEquals(12.5, durations.getSum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/protobuf", "grpc"})
    void tellsWhatLedToWhat(String protocol) {
        start(false, true, Map.of("otel.exporter.otlp.protocol", protocol));
        Span poll = telemetry.tracing().begin("poll");
        Span other = telemetry.tracing().begin("poll");
        other.failed("no such queue");
        other.end();
        poll.tell("weir.subscribers", 3);
        poll.end();
        Span evaluation = poll.next("evaluate", List.of(other));
        evaluation.tell("weir.object", "orders");
        evaluation.end();
        Span write = evaluation.next("write scale", List.of());
        write.end();
        until("spans come", () -> collector.spans().size() == 4);

        var sentPoll = named("poll", span -> span.getStatus().getCode() != Status.StatusCode.STATUS_CODE_ERROR);
        var sentOther = named("poll", span -> span.getStatus().getMessage().equals("no such queue"));
        var sentEvaluation = named("evaluate", span -> true);
        var sentWrite = named("write scale", span -> true);
        assertEquals(ByteString.EMPTY, sentPoll.getParentSpanId());
        assertEquals(Map.of("weir.subscribers", "3"), Collector.words(sentPoll.getAttributesList()));
        assertEquals(sentPoll.getSpanId(), sentEvaluation.getParentSpanId());
        assertEquals(1, sentEvaluation.getLinksCount());
        assertEquals(sentOther.getSpanId(), sentEvaluation.getLinks(0).getSpanId());
        assertEquals(sentOther.getTraceId(), sentEvaluation.getLinks(0).getTraceId());
        assertEquals(sentEvaluation.getSpanId(), sentWrite.getParentSpanId());
        assertEquals(sentPoll.getTraceId(), sentEvaluation.getTraceId());
        assertEquals(sentPoll.getTraceId(), sentWrite.getTraceId());
        assertTrue(collector.metrics().isEmpty(), "only what is switched on is sent");
    }

    @Test
    void whatTheSamplerDoesNotWantIsNoSpanAndLeadsToNone() {
        start(false, true, Map.of("otel.traces.sampler", "always_off"));

        assertSame(Span.NONE, telemetry.tracing().begin("poll"));
    }

    @Test
    void ofOnePollSoManyEvaluationsAreToldAsATraceCanBeReadWith() {
        start(false, true, Map.of());
        Span poll = telemetry.tracing().begin("poll");
        long seen = Stream.generate(() -> poll.next("evaluate", List.of()))
                .limit(OtlpSpan.FOLLOWERS + 5)
                .filter(Span::seen)
                .count();

        assertEquals(OtlpSpan.FOLLOWERS, seen);
    }

    @Test
    void takesTheUsualSettings() {
        start(
                true,
                false,
                Map.of(
                        "otel.service.name", "weir-in-shop",
                        "otel.resource.attributes", "cluster=blue",
                        "otel.exporter.otlp.headers", "authorization=Bearer%20s3cret"));
        telemetry.tellOf(Overviews::full);
        until("metrics come", () -> !collector.metrics().isEmpty());

        assertEquals("weir-in-shop", collector.resource().get("service.name"));
        assertEquals("blue", collector.resource().get("cluster"));
        assertEquals("Bearer s3cret", collector.header("authorization"));
    }

    @Test
    void saysWhichSettingCannotBeUsed() {
        String said = assertThrows(
                        IllegalStateException.class,
                        () -> start(false, true, Map.of("otel.traces.sampler", "sometimes")))
                .getMessage();
        assertTrue(said.startsWith("OpenTelemetry cannot be set up: "), said);
        assertTrue(said.contains("sometimes"), said);
    }

    @Test
    void countsWhatIsDeliveredAndWhatIsNot() {
        start(false, true, Map.of());
        collector.refuse(true);
        telemetry.tracing().begin("poll").end();
        until("the failure shows", () -> sent("failed") == 1);
        assertEquals(0, sent("delivered"));
        assertEquals(1, meters.get("weir.otlp.spans").counter().count());

        collector.refuse(false);
        telemetry.tracing().begin("poll").end();
        until("it goes on", () -> sent("delivered") == 1);
    }

    @Test
    void whatIsLeftIsSentAtTheEnd() {
        start(false, true, Map.of("otel.bsp.schedule.delay", "1h"));
        telemetry.tracing().begin("poll").end();
        await(telemetry.close());

        assertEquals(1, collector.spans().size());
    }

    @Test
    void endsInTimeThoughTheCollectorIsAway() {
        start(true, true, Map.of("otel.exporter.otlp.endpoint", "http://127.0.0.1:1"));
        telemetry.tracing().begin("poll").end();

        await(telemetry.close());
        telemetry = Telemetry.OFF;
    }

    private void start(boolean metrics, boolean traces, Map<String, String> more) {
        Map<String, String> overrides = new HashMap<>(Map.of(
                "otel.exporter.otlp.endpoint", collector.endpoint(),
                "otel.metric.export.interval", "300ms",
                "otel.bsp.schedule.delay", "50ms"));
        overrides.putAll(more);
        telemetry = Telemetry.of(
                new TelemetrySettings(metrics, traces, false, true), overrides, BUILD, meters, InstantSource.system());
    }

    private double sent(String outcome) {
        return meters.get("weir.otlp.sent")
                .tag("signal", "traces")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private io.opentelemetry.proto.trace.v1.Span named(
            String name, java.util.function.Predicate<io.opentelemetry.proto.trace.v1.Span> which) {
        return collector.spans(name).stream().filter(which).findFirst().orElseThrow();
    }

    private double gauge(String name, Map<String, String> attributes) {
        Metric metric = collector.metrics().get(name);
        assertTrue(metric.hasGauge(), name);
        return point(name, metric.getGauge().getDataPointsList(), attributes).getAsDouble();
    }

    private long sum(String name, boolean rising, Map<String, String> attributes) {
        Metric metric = collector.metrics().get(name);
        assertEquals(rising, metric.getSum().getIsMonotonic(), name);
        assertEquals(
                AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE,
                metric.getSum().getAggregationTemporality(),
                name);
        return point(name, metric.getSum().getDataPointsList(), attributes).getAsInt();
    }

    private static NumberDataPoint point(String name, List<NumberDataPoint> points, Map<String, String> attributes) {
        return points.stream()
                .filter(point -> Collector.words(point.getAttributesList()).equals(attributes))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no " + attributes + " in " + points));
    }
}
