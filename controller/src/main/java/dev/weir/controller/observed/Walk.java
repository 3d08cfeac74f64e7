package dev.weir.controller.observed;

import dev.weir.cache.poll.SourceStatus;
import dev.weir.cache.source.SourceKey;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.JobPlan;
import dev.weir.controller.metricsplane.JobRound;
import dev.weir.controller.metricsplane.Mishaps;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.CompositeState;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.controller.observed.Overview.Empties;
import dev.weir.controller.observed.Overview.Exchanges;
import dev.weir.controller.observed.Overview.Http;
import dev.weir.controller.observed.Overview.Metric;
import dev.weir.controller.observed.Overview.ScaledItem;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.TriggerSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One walk past all objects: first what is measured of each, then the objects themselves. */
final class Walk {

    private static final Comparator<TriggerSpec> ORDER = Comparator.comparing(TriggerSpec::namespace)
            .thenComparing(TriggerSpec::objectName)
            .thenComparing(TriggerSpec::index);

    /** One trigger, and what the source and the counts say of it. */
    private record Seen(
            PlannedTrigger planned,
            TriggerState state,
            @Nullable SourceStatus source,
            Mishaps.@Nullable OfTrigger mishaps) {

        TriggerSpec spec() {
            return planned.spec();
        }
    }

    private final Mishaps mishaps;
    private final Map<SourceKey, SourceStatus> sources;
    private final List<Metric> metrics = new ArrayList<>();
    private final List<ScaledItem> objects = new ArrayList<>();
    private final List<Empties> empties = new ArrayList<>();
    private final Map<ObjectKey, Duration> late = new HashMap<>();

    /** Of the triggers that share a source the first one, which stands for it. */
    private final Map<SourceKey, PlannedTrigger> firsts = new HashMap<>();

    Walk(Mishaps mishaps, Map<SourceKey, SourceStatus> sources) {
        this.mishaps = mishaps;
        this.sources = sources;
    }

    /** What is measured of an object. */
    void see(ObjectPlan plan, ObjectState state) {
        see(plan.key(), plan.triggers(), state.triggers());
        if (state.composite() != null) {
            metrics.add(composite(plan.key(), state, state.composite()));
        }
    }

    /** What was read for a ScaledJob. */
    void see(JobPlan plan, JobRound round) {
        see(plan.key(), plan.triggers(), round.triggers());
    }

    private void see(ObjectKey object, List<PlannedTrigger> triggers, List<TriggerState> states) {
        Optional<Mishaps.OfObject> ofObject = mishaps.find(object);
        for (int i = 0; i < triggers.size(); i++) {
            PlannedTrigger planned = triggers.get(i);
            SourceKey key = planned.trigger().source().key();
            SourceStatus source = sources.get(key);
            firsts.merge(key, planned, Walk::first);
            if (source != null && source.took() != null) {
                late.merge(object, source.late(), Walk::longer);
            }
            TriggerSpec spec = planned.spec();
            see(new Seen(
                    planned,
                    states.get(i),
                    source,
                    ofObject.map(of -> of.trigger(spec.index(), spec.type())).orElse(null)));
        }
    }

    /** As by KEDA, which calls the formula a scaler of that name. */
    private static Metric composite(ObjectKey key, ObjectState state, CompositeState composite) {
        String name = composite.spec().name();
        return new Metric(
                key.namespace(),
                key.name(),
                name,
                name,
                0,
                state.activity().active(),
                composite.takenAt() == null ? null : composite.value(),
                null,
                0);
    }

    private void see(Seen trigger) {
        if (!trigger.state().answered()) {
            return;
        }
        trigger.state().metrics().stream()
                .map(metric -> metric(trigger, metric))
                .forEach(metrics::add);
        Stream.of(true, false).forEach(ignored -> {
            long count = trigger.mishaps() == null ? 0 : trigger.mishaps().empties(ignored);
            if (count > 0) {
                TriggerSpec spec = trigger.spec();
                empties.add(new Empties(
                        spec.namespace(),
                        spec.objectName(),
                        name(spec),
                        metricName(trigger.planned()),
                        ignored,
                        count));
            }
        });
    }

    private static Metric metric(Seen trigger, MetricState metric) {
        TriggerSpec spec = trigger.spec();
        return new Metric(
                spec.namespace(),
                spec.objectName(),
                metric.spec().name(),
                ScalerNames.of(spec.name(), spec.type()),
                spec.index(),
                trigger.state().active(),
                metric.takenAt() == null ? null : metric.value(),
                trigger.source() == null ? null : trigger.source().took(),
                trigger.mishaps() == null ? 0 : trigger.mishaps().failures());
    }

    /** An object itself; after all {@link #see(ObjectPlan, ObjectState)}. */
    void see(HasMetadata object) {
        ObjectKey key = ObjectKey.of(object);
        objects.add(new ScaledItem(
                key.namespace(),
                key.name(),
                new Annotations(object).paused(),
                mishaps.find(key).map(Mishaps.OfObject::failures).orElse(0L),
                late.get(key)));
    }

    List<Metric> metrics() {
        return metrics;
    }

    List<ScaledItem> objects() {
        return objects;
    }

    List<Empties> empties() {
        return empties;
    }

    /** Exchanges, each by the first trigger that the source has, here before there. A source without a trigger is about to go. */
    List<Http> http(Map<SourceKey, List<Exchanges>> exchanges, Walk others) {
        List<Http> all = new ArrayList<>();
        exchanges.forEach((key, ofSource) -> {
            PlannedTrigger first = firsts.getOrDefault(key, others.firsts.get(key));
            if (first != null) {
                TriggerSpec spec = first.spec();
                all.add(new Http(
                        spec.namespace(), spec.objectName(), spec.type(), name(spec), metricName(first), ofSource));
            }
        });
        return all;
    }

    private static PlannedTrigger first(PlannedTrigger one, PlannedTrigger other) {
        return ORDER.compare(one.spec(), other.spec()) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String name(TriggerSpec spec) {
        return Objects.requireNonNullElse(spec.name(), "");
    }

    private static String metricName(PlannedTrigger planned) {
        return planned.trigger().metrics().stream()
                .findFirst()
                .map(MetricSpec::name)
                .orElse("");
    }
}
