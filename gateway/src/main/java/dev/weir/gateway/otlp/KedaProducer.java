package dev.weir.gateway.otlp;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.weir.controller.cloudevents.Emissions;
import dev.weir.controller.observed.Observer;
import dev.weir.controller.observed.Overview;
import dev.weir.controller.observed.Overview.Exchanges;
import dev.weir.controller.observed.Overview.Http;
import dev.weir.controller.observed.Overview.Metric;
import dev.weir.controller.observed.Overview.ScaledItem;
import dev.weir.gateway.otlp.Told.Moment;
import dev.weir.gateway.otlp.Told.Point;
import dev.weir.gateway.telemetry.Build;
import dev.weir.gateway.telemetry.Of;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * KEDA's metrics under their OpenTelemetry names, those included that KEDA calls deprecated, made from one look whenever the
 * library is about to send. Sums are those since the start of the process, whatever temporality is preferred.
 */
final class KedaProducer implements MetricProducer {

    private static final InstrumentationScopeInfo SCOPE =
            InstrumentationScopeInfo.create("keda-open-telemetry-metrics");
    private static final AttributeKey<String> NAMESPACE = stringKey("namespace");
    private static final AttributeKey<String> SCALED_OBJECT = stringKey("scaledObject");
    private static final AttributeKey<String> SCALED_JOB = stringKey("scaledJob");
    private static final AttributeKey<String> SCALER = stringKey("scaler");
    private static final AttributeKey<String> TYPE = stringKey("type");
    private static final double MILLIS = 1_000;

    private final Build build;
    private final boolean wide;
    private final InstantSource clock;
    private final long startNanos;
    private volatile @Nullable Supplier<Overview> look;

    KedaProducer(Build build, boolean wide, InstantSource clock) {
        this.build = build;
        this.wide = wide;
        this.clock = clock;
        this.startNanos = nanos(clock.instant());
    }

    void lookAt(Supplier<Overview> next) {
        look = next;
    }

    @Override
    public Collection<MetricData> produce(Resource resource) {
        Supplier<Overview> current = look;
        if (current == null) {
            return List.of();
        }
        Overview seen = current.get();
        Moment now = new Moment(resource, SCOPE, startNanos, nanos(clock.instant()));
        List<MetricData> all = new ArrayList<>();
        all.add(build(now));
        scalers(now, Of.both(seen.metrics(), seen.jobs().metrics()), all);
        objects(now, seen.objects(), all);
        jobs(now, seen.jobs().items(), all);
        late(now, Of.both(seen.objects(), seen.jobs().items()), all);
        registered(now, seen, all);
        http(now, seen, all);
        emissions(now, seen.emissions(), all);
        all.removeIf(MetricData::isEmpty);
        return all;
    }

    private MetricData build(Moment now) {
        Attributes attributes = Attributes.of(
                stringKey("version"), build.version(),
                stringKey("git_commit"), build.commit(),
                stringKey("goversion"), build.java(),
                stringKey("goos"), build.os(),
                stringKey("goarch"), build.architecture());
        return now.gauge("keda.build.info", "What runs", "", List.of(attributes), one -> new Point(one, 1.0));
    }

    private static void scalers(Moment now, List<Of<Metric>> metrics, List<MetricData> all) {
        Function<Function<Metric, @Nullable Double>, Function<Of<Metric>, Point>> saying =
                value -> metric -> new Point(attributes(metric), value.apply(metric.item()));
        all.add(now.gauge(
                "keda.scaler.active",
                "Whether the trigger is active",
                "",
                metrics,
                saying.apply(metric -> metric.active() ? 1.0 : 0.0)));
        all.add(now.gauge(
                "keda.scaler.metrics.value",
                "The value that the HPA is served",
                "",
                metrics,
                saying.apply(Metric::value)));
        String latency = "How long the latest poll of the source took";
        all.add(now.gauge(
                "keda.scaler.metrics.latency.seconds",
                latency,
                "s",
                metrics,
                saying.apply(metric -> seconds(metric.took(), 1))));
        all.add(now.gauge(
                "keda.scaler.metrics.latency",
                latency,
                "ms",
                metrics,
                saying.apply(metric -> seconds(metric.took(), MILLIS))));
        all.add(now.sum(
                "keda.scaler.errors", "Polls that gave the trigger no value", true, metrics, saying.apply(metric ->
                        (double) metric.failures())));
    }

    private static Attributes attributes(Of<Metric> of) {
        Metric metric = of.item();
        return Attributes.of(
                NAMESPACE,
                metric.namespace(),
                of.ofJob() ? SCALED_JOB : SCALED_OBJECT,
                metric.object(),
                SCALER,
                metric.scaler(),
                stringKey(of.ofJob() ? "triggerIndex" : "scalerIndex"),
                Integer.toString(metric.index()),
                stringKey("metric"),
                metric.name());
    }

    private static void objects(Moment now, List<ScaledItem> objects, List<MetricData> all) {
        all.add(now.sum(
                "keda.scaledobject.errors",
                "Polls that gave one of the object's triggers no value, and attempts to make its triggers that failed",
                true,
                objects,
                object -> new Point(attributes(object), (double) object.failures())));
        all.add(now.gauge(
                "keda.scaled.object.paused",
                "Whether the object is paused",
                "",
                objects,
                object -> new Point(attributes(object), object.paused() ? 1.0 : 0.0)));
    }

    private static void jobs(Moment now, List<ScaledItem> jobs, List<MetricData> all) {
        all.add(now.sum(
                "keda.scaledjob.errors",
                "Polls that gave one of the ScaledJob's triggers no value, and attempts to make its triggers that failed",
                true,
                jobs,
                job -> new Point(
                        Attributes.of(NAMESPACE, job.namespace(), SCALED_JOB, job.name()), (double) job.failures())));
    }

    private static void late(Moment now, List<Of<ScaledItem>> items, List<MetricData> all) {
        String late = "How much later than planned the object's sources were last asked";
        all.add(now.gauge("keda.internal.scale.loop.latency.seconds", late, "s", items, item -> late(item, 1)));
        all.add(now.gauge("keda.internal.scale.loop.latency", late, "ms", items, item -> late(item, MILLIS)));
    }

    private static Attributes attributes(ScaledItem object) {
        return Attributes.of(NAMESPACE, object.namespace(), SCALED_OBJECT, object.name());
    }

    private static Point late(Of<ScaledItem> of, double unit) {
        ScaledItem item = of.item();
        return new Point(
                Attributes.of(NAMESPACE, item.namespace(), TYPE, of.type(), stringKey("name"), item.name()),
                seconds(item.late(), unit));
    }

    private static void registered(Moment now, Overview seen, List<MetricData> all) {
        for (String name : List.of("keda.trigger.registered.count", "keda.trigger.totals")) {
            all.add(now.sum(
                    name,
                    "Triggers in all ScaledObjects and ScaledJobs",
                    false,
                    seen.triggers().entrySet(),
                    of -> new Point(
                            Attributes.of(TYPE, of.getKey()), of.getValue().doubleValue())));
        }
        for (String name : List.of("keda.resource.registered.count", "keda.resource.totals")) {
            all.add(now.sum(
                    name,
                    "Objects of KEDA's kinds",
                    false,
                    seen.resources().entrySet(),
                    of -> new Point(
                            Attributes.of(
                                    TYPE,
                                    of.getKey().type(),
                                    NAMESPACE,
                                    of.getKey().namespace()),
                            of.getValue().doubleValue())));
        }
    }

    private void http(Moment now, Overview seen, List<MetricData> all) {
        all.add(now.sum(
                "keda.scaler.empty.upstream.responses",
                "Answers of upstreams that held no value",
                true,
                Of.both(seen.empties(), seen.jobs().empties()),
                empties -> new Point(
                        Attributes.of(
                                NAMESPACE,
                                empties.item().namespace(),
                                stringKey("scaledResource"),
                                empties.item().object(),
                                stringKey("triggerName"),
                                empties.item().trigger(),
                                stringKey("metricName"),
                                empties.item().metric(),
                                stringKey("resourceType"),
                                empties.type(),
                                booleanKey("ignoreNullValues"),
                                empties.item().ignored()),
                        (double) empties.item().count())));
        record Ascribed(Http http, Exchanges exchanges) {}
        List<Ascribed> ofTriggers = seen.http().stream()
                .flatMap(http -> http.exchanges().stream().map(of -> new Ascribed(http, of)))
                .toList();
        all.add(now.sum(
                "keda.scaler.http.requests.count",
                "HTTP requests to sources; those of a source that triggers share are ascribed to one of them",
                true,
                ofTriggers,
                one -> new Point(attributes(one.http(), one.exchanges()), (double)
                        one.exchanges().count())));
        List<HistogramPointData> durations = new ArrayList<>();
        if (wide) {
            ofTriggers.forEach(
                    one -> durations.add(durations(now, attributes(one.http(), one.exchanges()), one.exchanges())));
        } else {
            seen.httpTypes()
                    .forEach((type, exchanges) -> exchanges.forEach(of -> durations.add(
                            durations(now, Attributes.of(SCALER, type, stringKey("status_code"), of.status()), of))));
        }
        all.add(now.histogram(
                "keda.scaler.http.request.duration.seconds",
                "Time from an HTTP request to the headers of its answer",
                "s",
                durations));
    }

    private static void emissions(Moment now, Emissions seen, List<MetricData> all) {
        all.add(now.sum(
                "keda.cloudeventsource.events.emitted.count",
                "CloudEvents that arrived, and attempts that failed",
                true,
                seen.emitted(),
                sent -> new Point(
                        Attributes.of(
                                NAMESPACE,
                                sent.namespace(),
                                stringKey("cloudeventsource"),
                                sent.source(),
                                stringKey("eventsink"),
                                sent.sink(),
                                stringKey("state"),
                                sent.state()),
                        (double) sent.count())));
        all.add(now.gauge(
                "keda.cloudeventsource.events.queued",
                "CloudEvents that wait to be sent",
                "",
                seen.waiting().entrySet(),
                waiting -> new Point(
                        Attributes.of(NAMESPACE, waiting.getKey()),
                        waiting.getValue().doubleValue())));
    }

    private static Attributes attributes(Http http, Exchanges of) {
        return Attributes.of(
                NAMESPACE,
                http.namespace(),
                stringKey("scaled_resource"),
                http.object(),
                SCALER,
                http.type(),
                stringKey("trigger_name"),
                http.trigger(),
                stringKey("metric_name"),
                http.metric(),
                stringKey("status_code"),
                of.status());
    }

    private static HistogramPointData durations(Moment now, Attributes attributes, Exchanges of) {
        return now.distribution(attributes, of.sumSeconds(), Observer.httpBounds(), of.buckets());
    }

    private static @Nullable Double seconds(@Nullable Duration duration, double unit) {
        return duration == null ? null : duration.toNanos() / 1e9 * unit;
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
