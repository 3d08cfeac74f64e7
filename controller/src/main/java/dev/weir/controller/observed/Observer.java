package dev.weir.controller.observed;

import dev.weir.cache.MetricCache;
import dev.weir.cache.poll.SourceStatus;
import dev.weir.cache.source.SourceKey;
import dev.weir.controller.cloudevents.Emissions;
import dev.weir.controller.metricsplane.JobPlane;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.observed.Overview.Exchanges;
import dev.weir.scalers.upstream.HttpTallies;
import dev.weir.scalers.upstream.HttpTally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Looks at everything there is to see. May be asked from any thread but no event loop. */
public final class Observer {

    private final MetricsPlane plane;
    private final JobPlane rounds;
    private final MetricCache cache;
    private final HttpTallies http;
    private final Inventory inventory;
    private final Supplier<Emissions> emissions;

    /** Where no Jobs are made and nobody is told of anything. */
    public Observer(MetricsPlane plane, MetricCache cache, HttpTallies http, Inventory inventory) {
        this(plane, new JobPlane(cache, changed -> {}), cache, http, inventory, () -> Emissions.NONE);
    }

    public Observer(
            MetricsPlane plane,
            JobPlane rounds,
            MetricCache cache,
            HttpTallies http,
            Inventory inventory,
            Supplier<Emissions> emissions) {
        this.plane = plane;
        this.rounds = rounds;
        this.cache = cache;
        this.http = http;
        this.inventory = inventory;
        this.emissions = emissions;
    }

    /** Upper bounds of the buckets of HTTP durations in seconds, without the last one, which has none. */
    public static List<Double> httpBounds() {
        return DoubleStream.of(HttpTally.bounds()).boxed().toList();
    }

    public Overview look() {
        Map<SourceKey, SourceStatus> sources = new HashMap<>();
        cache.sources().forEach(source -> sources.put(source.key(), source));
        Walk walk = new Walk(plane.mishaps(), sources);
        plane.eachState(walk::see);
        inventory.objects().get().forEach(walk::see);
        Walk jobs = new Walk(rounds.mishaps(), sources);
        rounds.eachRound(jobs::see);
        inventory.jobs().get().forEach(jobs::see);
        return new Overview(
                walk.metrics(),
                walk.objects(),
                inventory.triggers(),
                inventory.resources(),
                walk.empties(),
                walk.http(httpSources(), jobs),
                httpTypes(),
                emissions.get(),
                new Overview.OfJobs(jobs.metrics(), jobs.objects(), jobs.empties()));
    }

    private Map<SourceKey, List<Exchanges>> httpSources() {
        Map<SourceKey, List<Exchanges>> all = new HashMap<>();
        http.eachSource((key, tally) -> all.put(key, exchanges(tally)));
        return all;
    }

    private Map<String, List<Exchanges>> httpTypes() {
        Map<String, List<Exchanges>> types = new HashMap<>();
        http.eachType((type, tally) -> types.put(type, exchanges(tally)));
        return types;
    }

    private static List<Exchanges> exchanges(HttpTally tally) {
        List<Exchanges> all = new ArrayList<>();
        tally.each((status, durations) -> all.add(
                new Exchanges(status, LongStream.of(durations.buckets()).boxed().toList(), durations.sumSeconds())));
        return all;
    }
}
