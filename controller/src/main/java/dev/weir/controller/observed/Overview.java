package dev.weir.controller.observed;

import dev.weir.controller.cloudevents.Emissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look sees.
 *
 * @param metrics of triggers that have answered or failed
 * @param objects all ScaledObjects, measured or not
 * @param triggers how many there are in the manifests, by type
 * @param resources how many objects there are
 * @param empties answers without a value, where there were any
 * @param http exchanges of the sources that are asked now, each ascribed to one of its triggers
 * @param httpTypes exchanges of all sources since the start, by trigger type
 * @param emissions what became of CloudEvents
 * @param jobs the same of ScaledJobs
 */
public record Overview(
        List<Metric> metrics,
        List<ScaledItem> objects,
        Map<String, Long> triggers,
        Map<Registered, Long> resources,
        List<Empties> empties,
        List<Http> http,
        Map<String, List<Exchanges>> httpTypes,
        Emissions emissions,
        OfJobs jobs) {

    public Overview {
        metrics = List.copyOf(metrics);
        objects = List.copyOf(objects);
        triggers = Map.copyOf(triggers);
        resources = Map.copyOf(resources);
        empties = List.copyOf(empties);
        http = List.copyOf(http);
        httpTypes = Map.copyOf(httpTypes);
    }

    /** Where there are no ScaledJobs. */
    public Overview(
            List<Metric> metrics,
            List<ScaledItem> objects,
            Map<String, Long> triggers,
            Map<Registered, Long> resources,
            List<Empties> empties,
            List<Http> http,
            Map<String, List<Exchanges>> httpTypes,
            Emissions emissions) {
        this(metrics, objects, triggers, resources, empties, http, httpTypes, emissions, OfJobs.NONE);
    }

    /**
     * What is seen of ScaledJobs; values are those that were read last.
     *
     * @param items all ScaledJobs, asked for or not
     */
    public record OfJobs(List<Metric> metrics, List<ScaledItem> items, List<Empties> empties) {

        static final OfJobs NONE = new OfJobs(List.of(), List.of(), List.of());

        public OfJobs {
            metrics = List.copyOf(metrics);
            items = List.copyOf(items);
            empties = List.copyOf(empties);
        }
    }

    /**
     * One metric of one trigger.
     *
     * @param scaler the trigger's own name, or that of KEDA's implementation
     * @param value as served; null before the first one
     * @param took how long the source was last asked; null if that is not known
     * @param failures how often the trigger failed
     */
    public record Metric(
            String namespace,
            String object,
            String name,
            String scaler,
            int index,
            boolean active,
            @Nullable Double value,
            @Nullable Duration took,
            long failures) {}

    /**
     * One ScaledObject.
     *
     * @param failures how often one of its triggers failed, or could not be made
     * @param late how much later than planned its sources were last asked, the worst of them; null if none was
     */
    public record ScaledItem(
            String namespace,
            String name,
            boolean paused,
            long failures,
            @Nullable Duration late) {}

    /**
     * A kind of object in a namespace.
     *
     * @param type in KEDA's spelling, such as {@code scaled_object}
     * @param namespace {@code default} for what has none, as with KEDA
     */
    public record Registered(String type, String namespace) {}

    /**
     * Answers without a value.
     *
     * @param trigger its own name, or empty
     * @param ignored whether {@code ignoreNullValues} was true then
     */
    public record Empties(
            String namespace, String object, String trigger, String metric, boolean ignored, long count) {}

    /**
     * What one source exchanged by HTTP.
     *
     * @param type of the trigger
     * @param trigger its own name, or empty
     */
    public record Http(
            String namespace, String object, String type, String trigger, String metric, List<Exchanges> exchanges) {

        public Http {
            exchanges = List.copyOf(exchanges);
        }
    }

    /**
     * HTTP requests that ended alike.
     *
     * @param status of the answers, or {@code error} where there were none
     * @param buckets how many took longer than the bound before and not longer than this one of {@link Observer#httpBounds};
     *     the last one has no bound
     */
    public record Exchanges(String status, List<Long> buckets, double sumSeconds) {

        public Exchanges {
            buckets = List.copyOf(buckets);
        }

        public long count() {
            return buckets.stream().mapToLong(Long::longValue).sum();
        }
    }
}
