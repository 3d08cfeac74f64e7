package dev.weir.controller;

import dev.weir.cache.MetricCache;
import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.credentials.ManifestReferences;
import dev.weir.controller.credentials.TokenRequests;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.credentials.User;
import dev.weir.controller.explain.Explained;
import dev.weir.controller.explain.Explainer;
import dev.weir.controller.journal.Journal;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.manifests.ManifestFolder;
import dev.weir.controller.manifests.ManifestLimits;
import dev.weir.controller.manifests.ManifestReader;
import dev.weir.controller.metricsplane.FirstAnswers;
import dev.weir.controller.metricsplane.Freshness;
import dev.weir.controller.metricsplane.JobPlane;
import dev.weir.controller.metricsplane.ManifestPlans;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.metricsplane.ObjectPlanner;
import dev.weir.controller.metricsplane.TriggerPlanner;
import dev.weir.controller.observed.Inventory;
import dev.weir.controller.observed.Observer;
import dev.weir.controller.observed.Overview;
import dev.weir.controller.observed.TopObject;
import dev.weir.controller.workload.WorkloadTypes;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.stores.KeptAnswers;
import dev.weir.scalers.upstream.HttpTallies;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator without a cluster: measures the ScaledObjects of a folder and writes nothing. The folder is looked at again
 * every few seconds; a large one less often, so that looking takes a small part of the time.
 */
public final class FolderController {

    private static final Logger LOG = LoggerFactory.getLogger(FolderController.class);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(30);
    /** Looking is to take a tenth of the time at most. */
    private static final int SHARE = 10;

    private final Vertx vertx;
    private final InstantSource clock;
    private final Path path;
    private final ManifestFolder folder;
    private final ManifestPlans plans;
    private final MetricsPlane plane;
    private final FirstAnswers firstAnswers;
    private final Freshness freshness;
    private final Observer observer;
    private final Explainer explainer;
    private final Journal journal;
    private volatile boolean seen;
    private volatile Future<?> looking = Future.succeededFuture();
    private volatile boolean stopped;
    /** Whether a store has said something else than before since the last look, or a source has named other metrics. */
    private volatile boolean answered;

    /** @param settings whose namespaces, cluster object namespace and scalers count */
    public FolderController(
            Vertx vertx,
            Path path,
            MetricCache cache,
            ControllerSettings settings,
            MeterRegistry registry,
            InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.path = path;
        KubernetesSerialization serialization = new KubernetesSerialization();
        ManifestLimits limits = ManifestLimits.DEFAULT;
        folder = new ManifestFolder(path, new ManifestReader(serialization, limits), limits);
        journal = new Journal(clock);
        plane = new MetricsPlane(cache, this::changed, key -> answered = true);
        Scalers scalers = Scalers.load().and(WorkloadTypes.withoutCluster());
        HttpTallies http = new HttpTallies();
        ScalerEnvironment environment = settings.scalers().environment(vertx, clock, null, http);
        KeptAnswers<User> answers = new KeptAnswers<>(
                environment,
                cache.timeline(0),
                () -> ThreadLocalRandom.current().nextDouble(),
                user -> answered = true);
        plans = new ManifestPlans(
                manifests -> new ObjectPlanner(new TriggerPlanner(
                        new TriggerSpecs(
                                new ManifestReferences(manifests, serialization, answers),
                                settings.credentials(),
                                TokenRequests.NONE),
                        scalers,
                        environment)),
                plane,
                key -> settings.namespaces().all()
                        || settings.namespaces().names().contains(key.namespace()));
        firstAnswers = new FirstAnswers(plane::unanswered, clock);
        freshness = new Freshness(plane, clock);
        observer = new Observer(plane, cache, http, inventory());
        explainer = new Explainer(
                new FolderKnown(plans),
                plane,
                new JobPlane(cache, changed -> {}),
                cache,
                journal,
                new Journal(clock),
                clock,
                settings.version());
        registry.gauge("weir.objects", plane, MetricsPlane::size);
        registry.gauge("weir.changes.lost", journal, Journal::lost);
    }

    /**
     * Completes when the folder has been read once and all its objects are planned.
     *
     * @return a failure whose message is for the user if the folder cannot be read or holds no ScaledObject
     */
    public Future<Void> start() {
        Future<Integer> first = vertx.executeBlocking(this::load);
        looking = first;
        return first.onSuccess(loaded -> {
                    seen = true;
                    firstAnswers.begin();
                    later(Duration.ZERO);
                })
                .mapEmpty();
    }

    /** Stops looking at the folder; a look under way ends first. Sources close with the cache. */
    public Future<Void> stop() {
        stopped = true;
        return looking.transform(looked -> Future.succeededFuture());
    }

    /** All there is to see now, for metrics. Walks past every object: not for event loops. */
    public Overview overview() {
        return observer.look();
    }

    /** All objects in a line each. Walks past every object: not for event loops. */
    public List<TopObject> top() {
        return Stream.concat(
                        plans.found(ScaledObject.class)
                                .map(object -> TopObject.of(
                                        object,
                                        plane.state(ObjectKey.of(object)).orElse(null),
                                        OptionalInt.empty(),
                                        null)),
                        // Nobody makes Jobs here, so nobody asks for them.
                        plans.found(ScaledJob.class).map(job -> TopObject.of(job, null, null)))
                .toList();
    }

    /** Why readers should not be sent here, as a sentence; empty if they may. */
    public Optional<String> notReady() {
        return firstAnswers.missing().or(freshness::lost);
    }

    /** What is known of an object. Walks past every object: not for event loops. */
    public Explained explain(String kind, ObjectKey key) {
        if (!seen) {
            return new Explained.NotYet("Weir has not read the folder yet; ask again in a moment");
        }
        return kind.equals("ScaledJob") ? explainer.scaledJob(key) : explainer.scaledObject(key);
    }

    /** Whether there is a ScaledObject of this name, or there may be: the folder has not been read yet. Any thread, never blocks. */
    public boolean knows(String namespace, String name) {
        return !seen || plans.plan(new ObjectKey(namespace, name)).isPresent();
    }

    private void changed(ObjectKey key) {
        plane.state(key).ifPresent(state -> journal.state(key, state));
    }

    private Inventory inventory() {
        return new Inventory(
                () -> plans.found(ScaledObject.class),
                () -> plans.found(ScaledJob.class),
                () -> plans.found(TriggerAuthentication.class),
                () -> plans.found(ClusterTriggerAuthentication.class),
                Stream::empty);
    }

    private int load() throws IOException {
        ManifestFolder.Change all = folder.look().orElseThrow(() -> empty(""));
        all.problems().forEach(LOG::error);
        if (all.manifests().all(ScaledObject.class).isEmpty()) {
            throw empty(all.problems().isEmpty() ? "" : " that can be read");
        }
        return apply(all);
    }

    private IllegalStateException empty(String which) {
        return new IllegalStateException("folder " + path + " holds no ScaledObject" + which
                + "; files that end in .yaml, .yml or .json are read");
    }

    private int apply(ManifestFolder.Change change) {
        return tell(plans.apply(change.manifests()));
    }

    private int tell(ManifestPlans.Applied applied) {
        applied.problems().forEach(LOG::error);
        LOG.info("Measuring objects={} folder={}", applied.objects(), path);
        return applied.objects();
    }

    private void later(Duration took) {
        if (stopped) {
            return;
        }
        long millis = Math.min(took.multipliedBy(SHARE).toMillis(), AT_LEAST_EVERY.toMillis());
        vertx.setTimer(Math.max(SOON.toMillis(), millis), fired -> again());
    }

    private void again() {
        if (!stopped) {
            looking = vertx.executeBlocking(this::look)
                    .onFailure(
                            fault -> LOG.error("Folder not read, its objects stay as they were: {}", fault.toString()))
                    .otherwise(Duration.ZERO)
                    .onSuccess(this::later);
        }
    }

    private Duration look() throws IOException {
        Instant began = clock.instant();
        Optional<ManifestFolder.Change> change = folder.look();
        Duration took = Duration.between(began, clock.instant());
        boolean anew = answered;
        answered = false;
        if (change.isPresent()) {
            change.get().problems().forEach(LOG::error);
            apply(change.get());
        } else if (anew) {
            tell(plans.again());
        }
        return took;
    }
}
