package dev.weir.controller.metricsplane;

import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.decision.SmoothingPolicy;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.desired.ResourceMetric;
import dev.weir.controller.desired.Smoothings;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured for one object: everything of its manifest that the metrics plane needs.
 *
 * @param generation of the manifest, so that readers can tell which one a state is about
 * @param pollingInterval how often activity is looked at
 * @param fallback null where there is none
 * @param triggers those that have a source, in the order of the manifest
 * @param resources those that the HPA measures by itself
 * @param modifiers the formula that takes the place of the triggers' metrics; null where there is none
 * @param smoothings what readers get to see of the ups and downs
 */
public record ObjectPlan(
        ObjectKey key,
        long generation,
        Duration pollingInterval,
        @Nullable FallbackPolicy fallback,
        List<PlannedTrigger> triggers,
        List<PlannedResource> resources,
        @Nullable Modifiers modifiers,
        Smoothings smoothings) {

    /** A value is good for this many intervals. */
    private static final int GOOD_INTERVALS = 3;

    /** A poll that takes its whole time must not make the value before it too old. */
    private static final Duration SHORTEST = Duration.ofSeconds(15);

    public ObjectPlan {
        triggers = List.copyOf(triggers);
        resources = List.copyOf(resources);
    }

    /** Without cpu and memory. */
    public ObjectPlan(
            ObjectKey key,
            long generation,
            Duration pollingInterval,
            @Nullable FallbackPolicy fallback,
            List<PlannedTrigger> triggers) {
        this(key, generation, pollingInterval, fallback, triggers, List.of());
    }

    /** Without smoothing. */
    public ObjectPlan(
            ObjectKey key,
            long generation,
            Duration pollingInterval,
            @Nullable FallbackPolicy fallback,
            List<PlannedTrigger> triggers,
            List<PlannedResource> resources,
            @Nullable Modifiers modifiers) {
        this(key, generation, pollingInterval, fallback, triggers, resources, modifiers, Smoothings.NONE);
    }

    /** Without a formula. */
    public ObjectPlan(
            ObjectKey key,
            long generation,
            Duration pollingInterval,
            @Nullable FallbackPolicy fallback,
            List<PlannedTrigger> triggers,
            List<PlannedResource> resources) {
        this(key, generation, pollingInterval, fallback, triggers, resources, null);
    }

    SmoothingPolicy smoothing(PlannedTrigger trigger) {
        return smoothings.of(trigger.spec().name(), modifiers != null);
    }

    /** What the HPA is told of: the metrics of all triggers, or the one that takes their place. */
    public List<MetricSpec> served() {
        return modifiers == null ? measured() : List.of(modifiers.metric());
    }

    /** The metrics of all triggers. */
    public List<MetricSpec> measured() {
        return triggers.stream()
                .flatMap(planned -> planned.trigger().metrics().stream())
                .toList();
    }

    /** The same with the metrics that this says of each trigger; this very object if they are no others. */
    ObjectPlan named(Function<PlannedTrigger, List<MetricSpec>> metrics) {
        List<PlannedTrigger> named = triggers.stream()
                .map(planned -> planned.with(metrics.apply(planned)))
                .toList();
        return named.equals(triggers)
                ? this
                : new ObjectPlan(key, generation, pollingInterval, fallback, named, resources, modifiers, smoothings);
    }

    /** All triggers as written, in the order of the manifest. */
    public List<TriggerSpec> specs() {
        return all().specs();
    }

    /** Gives back what was made for the plan, if it is never measured. */
    void discard() {
        all().discard();
    }

    /** What the user may want to know of triggers that are all right. */
    List<String> warnings() {
        return all().warnings();
    }

    private PlannedTriggers all() {
        return new PlannedTriggers(triggers, resources);
    }

    /** A trigger of type cpu or memory. */
    public record PlannedResource(TriggerSpec spec, ResourceMetric metric, List<String> warnings) {

        public PlannedResource {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * How old a value may become before its readers get an error in its place.
     *
     * @param interval at which its source is asked
     */
    Duration goodFor(Duration interval) {
        Duration good = interval.multipliedBy(GOOD_INTERVALS);
        return good.compareTo(SHORTEST) < 0 ? SHORTEST : good;
    }

    /**
     * One trigger.
     *
     * @param cached whether readers between two polls are content with the last one
     */
    public record PlannedTrigger(TriggerSpec spec, Trigger<?> trigger, boolean cached) {

        /** Whether the values of both are the same, metric by metric, whatever place they have in the manifest. */
        boolean readsAs(PlannedTrigger other) {
            return spec.type().equals(other.spec.type())
                    && Objects.equals(spec.name(), other.spec.name())
                    && spec.metadata().equals(other.spec.metadata())
                    && trigger.source().key().equals(other.trigger.source().key())
                    && names().equals(other.names());
        }

        /** Of its metrics, without its place. */
        private List<String> names() {
            return trigger.metrics().stream()
                    .map(metric -> metric.name().substring(metric.name().indexOf('-') + 1))
                    .toList();
        }

        /** Whether both ask the same for metrics of the same type and place, so that both are named the same. */
        boolean asks(PlannedTrigger other) {
            return spec.index() == other.spec.index()
                    && Objects.equals(spec.metricType(), other.spec.metricType())
                    && trigger.source().key().equals(other.trigger.source().key());
        }

        PlannedTrigger with(List<MetricSpec> metrics) {
            return metrics.equals(trigger.metrics()) ? this : new PlannedTrigger(spec, trigger.with(metrics), cached);
        }
    }
}
