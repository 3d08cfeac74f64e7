package dev.weir.gateway.telemetry;

import dev.weir.controller.cloudevents.Emissions;
import dev.weir.controller.observed.Observer;
import dev.weir.controller.observed.Overview;
import dev.weir.gateway.telemetry.ExpositionText.Family;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** KEDA's metrics of an operator, as far as there is in Weir what they tell of. */
public final class KedaMetrics implements Supplier<String> {

    private static final double NANOS = 1e9;

    private final Supplier<Overview> overview;
    private final Build build;
    private final boolean highCardinality;

    /** @param highCardinality whether durations of HTTP requests have all labels that their count has */
    public KedaMetrics(Supplier<Overview> overview, Build build, boolean highCardinality) {
        this.overview = overview;
        this.build = build;
        this.highCardinality = highCardinality;
    }

    /** All of them as Prometheus text. Looks at every object. */
    @Override
    public String get() {
        Overview now = overview.get();
        ExpositionText text = new ExpositionText();
        build(text);
        scalers(now, text);
        objects(now, text);
        registered(now, text);
        http(now, text);
        emissions(now.emissions(), text);
        return text.toString();
    }

    private void build(ExpositionText text) {
        family(
                text,
                "keda_build_info",
                "gauge",
                "Weir, under KEDA's name; always 1",
                List.of("here"),
                (here, write) -> write.accept(
                        labels(
                                "version", build.version(),
                                "git_commit", build.commit(),
                                "goversion", build.java(),
                                "goos", build.os(),
                                "goarch", build.architecture()),
                        1.0));
    }

    private static void scalers(Overview now, ExpositionText text) {
        Collection<Of<Overview.Metric>> all = Of.both(now.metrics(), now.jobs().metrics());
        family(
                text,
                "keda_scaler_active",
                "gauge",
                "Whether a trigger is active",
                all,
                (metric, write) -> write.accept(labels(metric), metric.item().active() ? 1.0 : 0.0));
        family(text, "keda_scaler_metrics_value", "gauge", "Value of a metric as served", all, (metric, write) -> {
            if (metric.item().value() != null) {
                write.accept(labels(metric), metric.item().value());
            }
        });
        family(
                text,
                "keda_scaler_metrics_latency_seconds",
                "gauge",
                "How long the last poll took",
                all,
                (metric, write) -> {
                    if (metric.item().took() != null) {
                        write.accept(labels(metric), seconds(metric.item().took()));
                    }
                });
        family(
                text,
                "keda_scaler_detail_errors_total",
                "counter",
                "Failed polls of a trigger",
                all,
                (metric, write) ->
                        write.accept(labels(metric), (double) metric.item().failures()));
        family(
                text,
                "keda_scaler_empty_upstream_responses_total",
                "counter",
                "Answers without a value",
                Of.both(now.empties(), now.jobs().empties()),
                (empty, write) -> write.accept(
                        labels(
                                "namespace", empty.item().namespace(),
                                "scaledResource", empty.item().object(),
                                "triggerName", empty.item().trigger(),
                                "metricName", empty.item().metric(),
                                "resourceType", empty.type(),
                                "ignoreNullValues",
                                        Boolean.toString(empty.item().ignored())),
                        (double) empty.item().count()));
    }

    private static void objects(Overview now, ExpositionText text) {
        Collection<Overview.ScaledItem> all = now.objects();
        family(
                text,
                "keda_scaled_object_errors_total",
                "counter",
                "Failures of an object's triggers",
                all,
                (object, write) ->
                        write.accept(labels("namespace", object.namespace(), "scaledObject", object.name()), (double)
                                object.failures()));
        family(
                text,
                "keda_scaled_job_errors_total",
                "counter",
                "Failures of a ScaledJob's triggers",
                now.jobs().items(),
                (job, write) -> write.accept(
                        labels("namespace", job.namespace(), "scaledJob", job.name()), (double) job.failures()));
        family(
                text,
                "keda_scaled_object_paused",
                "gauge",
                "Whether an object is paused",
                all,
                (object, write) -> write.accept(
                        labels("namespace", object.namespace(), "scaledObject", object.name()),
                        object.paused() ? 1.0 : 0.0));
        family(
                text,
                "keda_internal_scale_loop_latency_seconds",
                "gauge",
                "How much later than planned the sources of an object were last asked, the worst of them",
                Of.both(all, now.jobs().items()),
                (object, write) -> {
                    if (object.item().late() != null) {
                        write.accept(
                                labels(
                                        "namespace",
                                        object.item().namespace(),
                                        "type",
                                        object.type(),
                                        "resource",
                                        object.item().name()),
                                seconds(object.item().late()));
                    }
                });
    }

    private static void registered(Overview now, ExpositionText text) {
        family(
                text,
                "keda_trigger_registered_total",
                "gauge",
                "Triggers in the manifests, by type",
                now.triggers().entrySet(),
                (type, write) -> write.accept(labels("type", type.getKey()), (double) type.getValue()));
        family(
                text,
                "keda_resource_registered_total",
                "gauge",
                "Objects of KEDA's kinds",
                now.resources().entrySet(),
                (kind, write) -> write.accept(
                        labels(
                                "type",
                                kind.getKey().type(),
                                "namespace",
                                kind.getKey().namespace()),
                        (double) kind.getValue()));
    }

    private void http(Overview now, ExpositionText text) {
        family(
                text,
                "keda_scaler_http_requests_total",
                "counter",
                "HTTP requests of sources",
                now.http(),
                (source, write) -> source.exchanges()
                        .forEach(ended -> write.accept(labels(source, ended.status()), (double) ended.count())));
        text.begin(new Family(
                "keda_scaler_http_request_duration_seconds", "histogram", "How long HTTP requests of sources took"));
        if (highCardinality) {
            now.http()
                    .forEach(source -> source.exchanges()
                            .forEach(ended -> histogram(text, labels(source, ended.status()), ended)));
        } else {
            now.httpTypes()
                    .forEach((type, exchanges) -> exchanges.forEach(
                            ended -> histogram(text, labels("scaler", type, "status_code", ended.status()), ended)));
        }
    }

    private static void emissions(Emissions now, ExpositionText text) {
        family(
                text,
                "keda_cloudeventsource_events_emitted_total",
                "counter",
                "CloudEvents that arrived, and attempts that failed",
                now.emitted(),
                (sent, write) -> write.accept(
                        labels(
                                "namespace", sent.namespace(),
                                "cloudeventsource", sent.source(),
                                "eventsink", sent.sink(),
                                "state", sent.state()),
                        (double) sent.count()));
        family(
                text,
                "keda_cloudeventsource_events_queued",
                "gauge",
                "CloudEvents that wait to be sent",
                now.waiting().entrySet(),
                (waiting, write) -> write.accept(labels("namespace", waiting.getKey()), (double) waiting.getValue()));
    }

    private static void histogram(ExpositionText text, Map<String, String> labels, Overview.Exchanges ended) {
        String name = "keda_scaler_http_request_duration_seconds";
        List<Double> bounds = Observer.httpBounds();
        long sum = 0;
        for (int i = 0; i < ended.buckets().size(); i++) {
            sum += ended.buckets().get(i);
            Map<String, String> bucket = new LinkedHashMap<>(labels);
            bucket.put("le", i < bounds.size() ? ExpositionText.number(bounds.get(i)) : "+Inf");
            text.sample(name + "_bucket", bucket, sum);
        }
        text.sample(name + "_sum", labels, ended.sumSeconds());
        text.sample(name + "_count", labels, sum);
    }

    /** A family with the samples that each item has; nothing at all where there are no items. */
    private static <T> void family(
            ExpositionText text,
            String name,
            String type,
            String help,
            Collection<T> items,
            BiConsumer<T, BiConsumer<Map<String, String>, Double>> samples) {
        if (items.isEmpty()) {
            return;
        }
        text.begin(new Family(name, type, help));
        items.forEach(item -> samples.accept(item, (labels, value) -> text.sample(name, labels, value)));
    }

    private static Map<String, String> labels(Of<Overview.Metric> metric) {
        return labels(
                "namespace", metric.item().namespace(),
                "metric", metric.item().name(),
                "scaledObject", metric.item().object(),
                "scaler", metric.item().scaler(),
                "triggerIndex", Integer.toString(metric.item().index()),
                "type", metric.type());
    }

    private static Map<String, String> labels(Overview.Http source, String status) {
        return labels(
                "namespace", source.namespace(),
                "scaled_resource", source.object(),
                "scaler", source.type(),
                "trigger_name", source.trigger(),
                "metric_name", source.metric(),
                "status_code", status);
    }

    private static Map<String, String> labels(String... pairs) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
