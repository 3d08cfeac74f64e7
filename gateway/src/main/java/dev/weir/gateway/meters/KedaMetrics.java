package dev.weir.gateway.meters;

import dev.weir.controller.observed.Observer;
import dev.weir.controller.observed.Overview;
import dev.weir.controller.observed.Overview.Empties;
import dev.weir.controller.observed.Overview.Exchanges;
import dev.weir.controller.observed.Overview.Http;
import dev.weir.controller.observed.Overview.Metric;
import dev.weir.controller.observed.Overview.ScaledItem;
import dev.weir.gateway.meters.Family.Distribution;
import dev.weir.gateway.meters.Family.Point;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** KEDA's metrics of an operator, made from one look for each scrape. */
public final class KedaMetrics implements MultiCollector {

    private static final String SCALED_OBJECT = "scaledobject";

    private final Supplier<Overview> look;
    private final Build build;
    private final boolean wide;

    /**
     * Made from these looks.
     *
     * @param wide whether durations of HTTP requests say whose they are; a histogram for each trigger is much
     */
    public KedaMetrics(Supplier<Overview> look, Build build, boolean wide) {
        this.look = look;
        this.build = build;
        this.wide = wide;
    }

    @Override
    public MetricSnapshots collect() {
        Overview seen = look.get();
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(build());
        scalers(seen.metrics(), all);
        objects(seen.objects(), all);
        registered(seen, all);
        all.add(Family.counter(
                "keda_scaler_empty_upstream_responses",
                "Answers of upstreams that held no value",
                seen.empties(),
                KedaMetrics::empties));
        http(seen, all);
        return new MetricSnapshots(all);
    }

    private MetricSnapshot build() {
        Labels labels = Labels.of(
                "version", build.version(),
                "git_commit", build.commit(),
                "goversion", build.java(),
                "goos", build.os(),
                "goarch", build.architecture());
        return Family.gauge(
                "keda_build_info", "What runs; the value is always 1", List.of(labels), one -> new Point(one, 1.0));
    }

    /** The labels of a metric are the same in all four families. */
    private static void scalers(List<Metric> metrics, List<MetricSnapshot> all) {
        record Labelled(Labels labels, Metric metric) {}
        List<Labelled> labelled = metrics.stream()
                .map(metric -> new Labelled(labels(metric), metric))
                .toList();
        Function<Function<Metric, @Nullable Double>, Function<Labelled, Point>> saying =
                value -> one -> new Point(one.labels(), value.apply(one.metric()));
        all.add(Family.gauge(
                "keda_scaler_active",
                "Whether the trigger is active",
                labelled,
                saying.apply(metric -> metric.active() ? 1.0 : 0.0)));
        all.add(Family.gauge(
                "keda_scaler_metrics_value",
                "The value that the HPA is served",
                labelled,
                saying.apply(Metric::value)));
        all.add(Family.gauge(
                "keda_scaler_metrics_latency_seconds",
                "How long the latest poll of the source took",
                labelled,
                saying.apply(metric -> seconds(metric.took()))));
        all.add(Family.counter(
                "keda_scaler_detail_errors", "Polls that gave the trigger no value", labelled, saying.apply(metric ->
                        (double) metric.failures())));
    }

    private static Labels labels(Metric metric) {
        return Labels.of(
                "namespace", metric.namespace(),
                "metric", metric.name(),
                "scaledObject", metric.object(),
                "scaler", metric.scaler(),
                "triggerIndex", Integer.toString(metric.index()),
                "type", SCALED_OBJECT);
    }

    private static void objects(List<ScaledItem> objects, List<MetricSnapshot> all) {
        all.add(Family.counter(
                "keda_scaled_object_errors",
                "Polls that gave one of the object's triggers no value, and attempts to make its triggers that failed",
                objects,
                ofObject(object -> object.failures())));
        all.add(Family.gauge(
                "keda_scaled_object_paused",
                "Whether the object is paused",
                objects,
                ofObject(object -> object.paused() ? 1 : 0)));
        all.add(Family.gauge(
                "keda_internal_scale_loop_latency_seconds",
                "How much later than planned the object's sources were last asked",
                objects,
                object -> new Point(
                        Labels.of("namespace", object.namespace(), "type", SCALED_OBJECT, "resource", object.name()),
                        seconds(object.late()))));
    }

    private static Function<ScaledItem, Point> ofObject(ToDoubleFunction<ScaledItem> value) {
        return object -> new Point(
                Labels.of("namespace", object.namespace(), "scaledObject", object.name()), value.applyAsDouble(object));
    }

    private static void registered(Overview seen, List<MetricSnapshot> all) {
        all.add(Family.gauge(
                "keda_trigger_registered_total",
                "Triggers in all ScaledObjects and ScaledJobs",
                seen.triggers().entrySet(),
                of -> new Point(Labels.of("type", of.getKey()), of.getValue().doubleValue())));
        all.add(Family.gauge(
                "keda_resource_registered_total",
                "Objects of KEDA's kinds",
                seen.resources().entrySet(),
                of -> new Point(
                        Labels.of(
                                "type",
                                of.getKey().type(),
                                "namespace",
                                of.getKey().namespace()),
                        of.getValue().doubleValue())));
    }

    private static Point empties(Empties empties) {
        return new Point(
                Labels.of(
                        "namespace", empties.namespace(),
                        "scaledResource", empties.object(),
                        "triggerName", empties.trigger(),
                        "metricName", empties.metric(),
                        "resourceType", SCALED_OBJECT,
                        "ignoreNullValues", Boolean.toString(empties.ignored())),
                (double) empties.count());
    }

    private void http(Overview seen, List<MetricSnapshot> all) {
        List<Distribution> ofTriggers = new ArrayList<>();
        seen.http().forEach(http -> http.exchanges().forEach(of -> ofTriggers.add(distribution(labels(http, of), of))));
        List<Distribution> ofTypes = new ArrayList<>();
        seen.httpTypes()
                .forEach((type, exchanges) -> exchanges.forEach(
                        of -> ofTypes.add(distribution(Labels.of("scaler", type, "status_code", of.status()), of))));
        all.add(Family.counter(
                "keda_scaler_http_requests",
                "HTTP requests to sources; those of a source that triggers share are ascribed to one of them",
                ofTriggers,
                one -> new Point(one.labels(), (double)
                        one.buckets().stream().mapToLong(Long::longValue).sum())));
        all.add(Family.histogram(
                "keda_scaler_http_request_duration_seconds",
                "Time from an HTTP request to the headers of its answer",
                Observer.httpBounds(),
                wide ? ofTriggers : ofTypes));
    }

    private static Labels labels(Http http, Exchanges of) {
        return Labels.of(
                "namespace", http.namespace(),
                "scaled_resource", http.object(),
                "scaler", http.type(),
                "trigger_name", http.trigger(),
                "metric_name", http.metric(),
                "status_code", of.status());
    }

    private static Distribution distribution(Labels labels, Exchanges of) {
        return new Distribution(labels, of.buckets(), of.sumSeconds());
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toNanos() / 1e9;
    }
}
