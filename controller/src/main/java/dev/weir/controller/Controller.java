package dev.weir.controller;

import dev.weir.cache.MetricCache;
import dev.weir.cache.trace.Tracing;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.controlplane.Cluster;
import dev.weir.controller.controlplane.Decisions;
import dev.weir.controller.controlplane.HpaIndex;
import dev.weir.controller.controlplane.JobCluster;
import dev.weir.controller.controlplane.Jobs;
import dev.weir.controller.controlplane.Writes;
import dev.weir.controller.credentials.ClusterReferences;
import dev.weir.controller.credentials.ClusterTokens;
import dev.weir.controller.credentials.ReferenceWatches;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.credentials.User;
import dev.weir.controller.credentials.Uses;
import dev.weir.controller.explain.Explained;
import dev.weir.controller.explain.Explainer;
import dev.weir.controller.kube.EndpointSlices;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Outbox;
import dev.weir.controller.kube.RetryDelays;
import dev.weir.controller.kube.WorkQueue;
import dev.weir.controller.metricsplane.FirstAnswers;
import dev.weir.controller.metricsplane.Freshness;
import dev.weir.controller.metricsplane.JobPlan;
import dev.weir.controller.metricsplane.JobPlanReconciler;
import dev.weir.controller.metricsplane.JobPlane;
import dev.weir.controller.metricsplane.JobPlanner;
import dev.weir.controller.metricsplane.JobRound;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlanner;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.PlanBook;
import dev.weir.controller.metricsplane.PlanReconciler;
import dev.weir.controller.metricsplane.TriggerPlanner;
import dev.weir.controller.observed.Observer;
import dev.weir.controller.observed.Overview;
import dev.weir.controller.observed.TopObject;
import dev.weir.controller.review.Admission;
import dev.weir.controller.workload.WorkloadTypes;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.stores.KeptAnswers;
import dev.weir.scalers.upstream.HttpTallies;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator on one replica. Watches and measures always; writes only while it leads. Events of the watches only name
 * objects that need a look; all looking is done from the state of the world at that moment.
 */
public final class Controller {

    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    /** Of one step of the end. */
    private static final Duration STEP_BOUND = Duration.ofSeconds(4);

    private static final Duration LEASE_BOUND = Duration.ofSeconds(7);

    private final Vertx vertx;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Future<Void>> resigned = new AtomicReference<>();
    private final Watches watches;
    private final ClusterTargets targets;
    private final MetricsPlane plane;
    private final PlanBook<ObjectPlan> plans = new PlanBook<>();
    private final JobPlane rounds;
    private final PlanBook<JobPlan> jobPlans = new PlanBook<>();
    private final EndpointSlices endpoints;
    private final Outbox events;
    private final WorkQueue planning;
    private final WorkQueue jobPlanning;
    private final CloudEvents cloudEvents;
    private final LeaderWork leader;
    private final FirstAnswers firstAnswers;
    private final Freshness freshness;
    private final Observer observer;
    private final ReferenceWatches references;
    private final Journals journals;
    private final Jobs made;
    private final Explainer explainer;
    private volatile boolean seen;
    private final Supplier<Reviewing> makeReviewing;
    private @Nullable Reviewing reviewing;

    public Controller(
            Vertx vertx,
            KubernetesClient client,
            MetricCache cache,
            ControllerSettings settings,
            MeterRegistry registry,
            InstantSource clock,
            Tracing tracing) {
        this.vertx = vertx;
        this.clock = clock;
        watches = Watches.of(vertx, client, settings.namespaces(), settings.selectors());
        targets = new ClusterTargets(watches.workloads());
        journals = Journals.beginning(clock);
        made = new Jobs(client, watches.made(), watches.pods(), clock);
        plane = new MetricsPlane(cache, this::stateChanged, this::metricsNamed);
        rounds = new JobPlane(cache, this::rounded);
        endpoints = new EndpointSlices(client, vertx);
        events = new Outbox("events", vertx, registry);
        HttpTallies http = new HttpTallies();
        ScalerEnvironment environment = settings.scalers().environment(vertx, clock, endpoints, http);
        KeptAnswers<User> answers = new KeptAnswers<>(
                environment,
                cache.timeline(0),
                () -> ThreadLocalRandom.current().nextDouble(),
                this::readAnew);
        Uses uses = new Uses();
        references = new ReferenceWatches(
                client,
                settings.namespaces(),
                settings.credentials(),
                ref -> uses.of(ref).forEach(this::readAnew));
        TriggerSpecs credentials = new TriggerSpecs(
                new ClusterReferences(
                        client,
                        watches.authentications(),
                        watches.clusterAuthentications(),
                        watches.workloads(),
                        answers,
                        uses),
                settings.credentials(),
                new ClusterTokens(client));
        TriggerPlanner triggers =
                new TriggerPlanner(credentials, Scalers.load().and(WorkloadTypes.of(client)), environment);
        cloudEvents = CloudEvents.of(
                settings, credentials, environment, cache.timeline(0), registry, this::eventSourceChanged);
        leader = new LeaderWork(
                vertx,
                watches,
                cluster(client, settings, registry, clock, tracing),
                jobCluster(client, settings, clock, tracing),
                cloudEvents,
                settings,
                registry);
        planning = new WorkQueue(
                "plan",
                settings.workers(),
                vertx,
                new PlanReconciler(
                        watches.objects()::find, targets, new ObjectPlanner(triggers), plane, plans, this::planned),
                RetryDelays.DEFAULT,
                registry,
                // Who has a plan is only looked at again, most often because its source fails.
                key -> plans.find(key).isEmpty() ? 0 : 2);
        jobPlanning = new WorkQueue(
                "plan-job",
                settings.workers(),
                vertx,
                new JobPlanReconciler(watches.jobs()::find, new JobPlanner(triggers), rounds, jobPlans, leader::job),
                RetryDelays.DEFAULT,
                registry);
        firstAnswers = new FirstAnswers(this::notAskedAbout, clock);
        freshness = new Freshness(plane, clock);
        observer = new Observer(plane, rounds, cache, http, watches.inventory(), cloudEvents.emitter()::emissions);
        explainer = new Explainer(
                new ClusterKnown(watches, targets, plans, jobPlans, made, leader::leading),
                plane,
                rounds,
                cache,
                journals.objects(),
                journals.jobs(),
                clock,
                settings.version());
        makeReviewing = () -> new Reviewing(
                vertx, client, watches, settings, recorder("keda-admission", client, settings, clock), registry);
        registry.gauge("weir.objects", plane, MetricsPlane::size);
        registry.gauge("weir.scaledjobs", rounds, JobPlane::size);
        registry.gauge("weir.credentials.answers", answers, KeptAnswers::size);
        registry.gauge("weir.changes.lost", journals, Journals::lost);
        Listening.begin(watches, targets, planning, jobPlanning, leader, plane, journals);
    }

    private Cluster cluster(
            KubernetesClient client,
            ControllerSettings settings,
            MeterRegistry registry,
            InstantSource clock,
            Tracing tracing) {
        return new Cluster(
                client,
                watches.objects(),
                watches.hpas(),
                watches.workloads(),
                plans,
                plane,
                recorder("keda-operator", client, settings, clock),
                new Writes(tracing, key -> plane.state(key).map(ObjectState::evaluation)),
                new Decisions(registry),
                journals.objects(),
                clock,
                settings.version());
    }

    private JobCluster jobCluster(
            KubernetesClient client, ControllerSettings settings, InstantSource clock, Tracing tracing) {
        return new JobCluster(
                client,
                watches.jobs(),
                made,
                jobPlans,
                rounds,
                recorder("keda-operator", client, settings, clock),
                recorder("scale-handler", client, settings, clock),
                new Writes(tracing, key -> rounds.round(key).map(JobRound::evaluation)),
                journals.jobs(),
                clock,
                settings.version());
    }

    /** @param controller as KEDA calls the part of it that tells */
    private EventRecorder recorder(
            String controller, KubernetesClient client, ControllerSettings settings, InstantSource clock) {
        return new EventRecorder(
                client, controller, settings.leadership().identity(), clock, events, cloudEvents.emitter());
    }

    /** Completes when everything that exists in the cluster has been seen; the first readings come after that. */
    public Future<Void> start() {
        // First, so that what is there already is no news to anybody.
        references.start();
        return watches.start().onSuccess(ready -> {
            seen = true;
            firstAnswers.begin();
            LOG.info("Watching objects={}", watches.objects().all().count());
            leader.start();
            if (reviewing != null) {
                reviewing.start();
            }
        });
    }

    /** Who answers the API server whether objects may be written. To be asked for once, and before the start only. */
    public Admission admission() {
        Reviewing made = makeReviewing.get();
        reviewing = made;
        return made.admission();
    }

    /**
     * Stops writing and gives the Lease back, so that another replica can lead; goes on to watch and to measure. The first
     * call counts, all get the same future; takes some seconds at most.
     */
    public Future<Void> resign() {
        Promise<Void> first = Promise.promise();
        if (resigned.compareAndSet(null, first.future())) {
            leader.close().onComplete(first);
        }
        return Objects.requireNonNull(resigned.get());
    }

    /** Stops writing, gives the Lease back, stops watching. Sources close with the cache. Bounded in all, never fails. */
    public Future<Void> stop() {
        return new Closing("operator", clock)
                .then("lease", LEASE_BOUND, this::resign)
                .then("reviews", STEP_BOUND, () -> reviewing == null ? Future.succeededFuture() : reviewing.close())
                .then("queues", STEP_BOUND, () -> Future.join(planning.close(), jobPlanning.close(), endpoints.close()))
                .then("events", STEP_BOUND, events::close)
                .then("cloudevents", STEP_BOUND, cloudEvents::close)
                // Last and not on this thread: they close connections one by one, and nobody waits for news any more.
                .then("watches", STEP_BOUND, () -> vertx.executeBlocking(this::stopWatching, false))
                .run();
    }

    private boolean stopWatching() {
        watches.stop();
        references.stop();
        return true;
    }

    /**
     * Whether readers may be sent here: all that exists has been seen, every object that can be measured has been asked about
     * once (or 30 s have passed since all were seen), and what was read since has not grown too old by this replica's fault.
     */
    public boolean ready() {
        return notReady().isEmpty();
    }

    /** Why readers should not be sent here, as a sentence; empty if they may. Must not be asked in a tight loop. */
    public Optional<String> notReady() {
        return firstAnswers.missing().or(freshness::lost);
    }

    /** Objects that have not been planned yet, and those whose sources have neither answered nor failed. */
    private int notAskedAbout() {
        long unplanned = watches.objects()
                .all()
                .filter(PlanReconciler::isMeasured)
                .filter(object -> plans.find(ObjectKey.of(object)).isEmpty())
                .count();
        return (int) unplanned + plane.unanswered();
    }

    /** All there is to see now, for metrics. Walks past every object: not for event loops. */
    public Overview overview() {
        return observer.look();
    }

    /** Why an object is as it is. Walks past every object: not for event loops. */
    public Explained explain(String kind, ObjectKey key) {
        if (!seen) {
            return new Explained.NotYet("Weir has not seen all objects of the cluster yet; ask again in a moment");
        }
        return kind.equals("ScaledJob") ? explainer.scaledJob(key) : explainer.scaledObject(key);
    }

    /** Whether there is a ScaledObject of this name, or there may be: not all have been seen yet. Any thread, never blocks. */
    public boolean knows(String namespace, String name) {
        return !seen || watches.objects().find(new ObjectKey(namespace, name)).isPresent();
    }

    public boolean leading() {
        return leader.leading();
    }

    /** Calls back each time that this replica begins to lead, on the thread of the election. Before the start only. */
    public void onLead(Runnable begun) {
        leader.onLead(begun);
    }

    /** All objects, for tables. */
    public List<ObjectSummary> objects() {
        return watches.objects().all().map(this::summary).toList();
    }

    /** All objects in a line each. Walks past every object: not for event loops. */
    public List<TopObject> top() {
        Stream<TopObject> objects = watches.objects()
                .all()
                .map(object -> TopObject.of(
                        object,
                        plane.state(ObjectKey.of(object)).orElse(null),
                        targets.known(object).wanted(),
                        HpaIndex.of(watches.hpas(), object)
                                .findFirst()
                                .map(HorizontalPodAutoscaler::getStatus)
                                .map(HorizontalPodAutoscalerStatus::getDesiredReplicas)
                                .orElse(null)));
        Stream<TopObject> jobs = watches.jobs().all().map(this::top);
        return Stream.concat(objects, jobs).toList();
    }

    private TopObject top(ScaledJob job) {
        ObjectKey key = ObjectKey.of(job);
        return TopObject.of(
                job, rounds.round(key).orElse(null), made.look(key, List.of()).running());
    }

    private ObjectSummary summary(ScaledObject object) {
        ObjectKey key = ObjectKey.of(object);
        return new ObjectSummary(
                key,
                plane.plan(key).map(ObjectPlan::specs).orElse(List.of()),
                plane.state(key).orElse(null),
                targets.known(object).wanted());
    }

    /** What its HPA has measured was of no use as long as there was no plan. */
    private void planned(ObjectKey key) {
        watches.objects()
                .find(key)
                .flatMap(object -> HpaIndex.of(watches.hpas(), object).findFirst())
                .ifPresent(hpa -> Listening.measured(plane, key, hpa));
        leader.object(key);
    }

    private void rounded(ObjectKey key) {
        // What is heard of after its end is not to be remembered for ever.
        watches.jobs()
                .find(key)
                .flatMap(job -> rounds.round(key))
                .ifPresent(round -> journals.jobs().round(key, round));
        leader.job(key);
        if (rounds.round(key).filter(round -> !round.errors().isEmpty()).isPresent()) {
            jobPlanning.add(key);
        }
    }

    /** Its credentials are others now, or may be. */
    private void readAnew(User user) {
        switch (user.kind()) {
            case "ScaledObject" -> planning.add(user.key());
            case "ScaledJob" -> jobPlanning.add(user.key());
            default -> leader.eventSource(user.key());
        }
    }

    private void eventSourceChanged(ObjectKey key) {
        leader.eventSource(key);
    }

    /** Its HPA is to have them too, so all is planned anew; what it asks goes on. */
    private void metricsNamed(ObjectKey key) {
        planning.add(key);
    }

    private void stateChanged(ObjectKey key) {
        watches.objects()
                .find(key)
                .flatMap(object -> plane.state(key))
                .ifPresent(state -> journals.objects().state(key, state));
        leader.object(key);
        // A source that fails may do so because of credentials that have been corrected since.
        if (plane.state(key).filter(state -> state.activity().error()).isPresent()) {
            planning.add(key);
        }
    }
}
