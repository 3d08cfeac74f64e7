package dev.weir.controller;

import dev.weir.cache.MetricCache;
import dev.weir.controller.api.AuthenticationRef;
import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.controlplane.AuthenticationUsers;
import dev.weir.controller.controlplane.Cluster;
import dev.weir.controller.controlplane.ScaledObjectReconciler;
import dev.weir.controller.credentials.ClusterReferences;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import dev.weir.controller.kube.RetryDelays;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.WorkQueue;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectPlanner;
import dev.weir.controller.metricsplane.PlanBook;
import dev.weir.controller.metricsplane.PlanReconciler;
import dev.weir.controller.metricsplane.TargetReplicas;
import dev.weir.scalers.Scalers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    private static final String BY_TARGET = "target";
    private static final String BY_AUTHENTICATION = "authentication";

    private final Watch<ScaledObject> objects;
    private final Watch<TriggerAuthentication> authentications;
    private final Watch<ClusterTriggerAuthentication> clusterAuthentications;
    private final Watch<HorizontalPodAutoscaler> hpas;
    private final Workloads workloads;
    private final MetricsPlane plane;
    private final Leadership leadership;
    private final ExecutorService electionThread;
    private final WorkQueue planning;
    private final WorkQueue writing;
    private volatile boolean synced;

    public Controller(
            Vertx vertx,
            KubernetesClient client,
            MetricCache cache,
            ControllerSettings settings,
            MeterRegistry registry,
            InstantSource clock) {
        objects = Watch.of(client, ScaledObject.class, settings.namespaces());
        authentications = Watch.of(client, TriggerAuthentication.class, settings.namespaces());
        clusterAuthentications = Watch.of(client, ClusterTriggerAuthentication.class, settings.namespaces());
        hpas = Watch.of(client, HorizontalPodAutoscaler.class, settings.namespaces());
        workloads = new Workloads(client, settings.namespaces());
        plane = new MetricsPlane(cache, this::stateChanged);
        PlanBook plans = new PlanBook();
        ObjectPlanner planner = new ObjectPlanner(
                new TriggerSpecs(
                        new ClusterReferences(client, authentications, clusterAuthentications, workloads),
                        settings.clusterObjectNamespace()),
                Scalers.load(),
                settings.scalers().environment(vertx, clock));
        Cluster cluster = new Cluster(
                client,
                objects,
                hpas,
                workloads,
                plans,
                plane,
                new EventRecorder(client, "keda-operator", settings.leadership().identity(), clock),
                new AuthenticationUsers(client, authentications, clusterAuthentications),
                clock,
                settings.version());
        planning = new WorkQueue(
                "plan",
                settings.workers(),
                vertx,
                new PlanReconciler(objects::find, this::replicas, planner, plane, plans, this::needsWriting),
                RetryDelays.DEFAULT,
                registry);
        writing = new WorkQueue(
                "scaledobject",
                settings.workers(),
                vertx,
                whileLeading(new ScaledObjectReconciler(cluster)),
                RetryDelays.DEFAULT,
                registry);
        electionThread = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "weir-election");
            thread.setDaemon(true);
            return thread;
        });
        leadership = new Leadership(client, settings.leadership(), electionThread);
        registry.gauge("weir.objects", plane, MetricsPlane::size);
        listen();
    }

    /** What is still in the queue when another replica leads is that one's to do. */
    private Reconciler whileLeading(Reconciler reconciler) {
        return key -> leading() ? reconciler.reconcile(key) : Reconciler.done();
    }

    private void listen() {
        objects.index(BY_TARGET, Controller::targetIndex).index(BY_AUTHENTICATION, Controller::authenticationIndex);
        objects.onChange((before, after) -> {
            ObjectKey key = ObjectKey.of(any(before, after));
            if (before == null || after == null || !sameQuestion(before, after)) {
                planning.add(key);
            }
            if (before == null || after == null || matters(before, after)) {
                needsWriting(key);
            }
        });
        authentications.onChange((before, after) -> authenticationChanged(any(before, after)));
        clusterAuthentications.onChange((before, after) -> authenticationChanged(any(before, after)));
        hpas.onChange((before, after) -> {
            if (before == null || after == null || HpaEvents.matter(before, after)) {
                HpaEvents.owner(any(before, after)).ifPresent(this::needsWriting);
            }
        });
        workloads.onChange((kind, target) -> objects.by(BY_TARGET, kind + "/" + target)
                .forEach(object -> {
                    ObjectKey key = ObjectKey.of(object);
                    plane.target(key, replicas(object));
                    needsWriting(key);
                }));
    }

    /** Completes when everything that exists in the cluster has been seen; the first readings come after that. */
    public Future<Void> start() {
        return Future.all(workloads.start(), authentications.start(), clusterAuthentications.start(), hpas.start())
                .compose(ready -> objects.start())
                .onSuccess(ready -> {
                    synced = true;
                    LOG.info("Watching objects={}", objects.all().count());
                    leadership.start(() -> objects.all().map(ObjectKey::of).forEach(writing::add), () -> {});
                });
    }

    /** Stops writing, gives the Lease back, stops watching. Sources close with the cache. */
    public Future<Void> stop() {
        Future<Void> resigned = leadership.stop();
        Stream.of(objects, authentications, clusterAuthentications, hpas).forEach(Watch::stop);
        workloads.stop();
        return Future.all(planning.close(), writing.close(), resigned)
                .<Void>mapEmpty()
                .onComplete(done -> electionThread.shutdown());
    }

    /** Whether all that exists has been seen, and every object that can be measured has been asked about. */
    public boolean ready() {
        return synced;
    }

    public boolean leading() {
        return leadership.leading();
    }

    /** All objects, for tables. */
    public List<ObjectSummary> objects() {
        return objects.all().map(this::summary).toList();
    }

    private ObjectSummary summary(ScaledObject object) {
        ObjectKey key = ObjectKey.of(object);
        return new ObjectSummary(
                key,
                plane.plan(key)
                        .map(plan -> plan.triggers().stream()
                                .map(PlannedTrigger::spec)
                                .toList())
                        .orElse(List.of()),
                plane.state(key).orElse(null),
                replicas(object).wanted());
    }

    private void stateChanged(ObjectKey key) {
        needsWriting(key);
        // A source that fails may do so because of credentials that have been corrected since.
        if (plane.state(key).filter(state -> state.activity().error()).isPresent()) {
            planning.add(key);
        }
    }

    private void needsWriting(ObjectKey key) {
        if (leadership.leading()) {
            writing.add(key);
        }
    }

    private void authenticationChanged(HasMetadata authentication) {
        String namespace = authentication.getMetadata().getNamespace();
        String value = (namespace == null ? "" : namespace) + "/"
                + authentication.getMetadata().getName();
        objects.by(BY_AUTHENTICATION, value).map(ObjectKey::of).forEach(planning::add);
    }

    /** What is known without asking: only Deployments and StatefulSets are watched. */
    private TargetReplicas replicas(ScaledObject object) {
        TargetReference target = ObjectPlanner.target(
                Objects.requireNonNullElseGet(object.getSpec().getScaleTargetRef(), ScaleTarget::new));
        return workloads
                .watchedCounts(
                        target.apiVersion(),
                        target.kind(),
                        new ObjectKey(object.getMetadata().getNamespace(), target.name()))
                .map(counts -> new TargetReplicas(OptionalInt.of(counts.wanted()), counts.ready()))
                .orElse(TargetReplicas.UNKNOWN);
    }

    private static boolean sameQuestion(ScaledObject before, ScaledObject after) {
        return Objects.equals(
                        before.getMetadata().getGeneration(),
                        after.getMetadata().getGeneration())
                && Objects.equals(
                        before.getMetadata().getDeletionTimestamp(),
                        after.getMetadata().getDeletionTimestamp());
    }

    /** Our own status writes are no reason to look again; anything else that an owner may edit is. */
    private static boolean matters(ScaledObject before, ScaledObject after) {
        return !sameQuestion(before, after)
                || !Objects.equals(
                        before.getMetadata().getAnnotations(),
                        after.getMetadata().getAnnotations())
                || !Objects.equals(
                        before.getMetadata().getLabels(), after.getMetadata().getLabels())
                || !Objects.equals(
                        before.getMetadata().getFinalizers(),
                        after.getMetadata().getFinalizers());
    }

    private static List<String> targetIndex(ScaledObject object) {
        ScaleTarget target = object.getSpec().getScaleTargetRef();
        if (target == null) {
            return List.of();
        }
        TargetReference reference = ObjectPlanner.target(target);
        return List.of(reference.kind() + "/" + object.getMetadata().getNamespace() + "/" + reference.name());
    }

    private static List<String> authenticationIndex(ScaledObject object) {
        List<ScaleTrigger> triggers = object.getSpec().getTriggers();
        return triggers == null
                ? List.of()
                : triggers.stream()
                        .map(ScaleTrigger::getAuthenticationRef)
                        .filter(Objects::nonNull)
                        .map(ref -> authenticationKey(object, ref))
                        .distinct()
                        .toList();
    }

    private static String authenticationKey(ScaledObject object, AuthenticationRef ref) {
        boolean clusterWide = "ClusterTriggerAuthentication".equals(ref.getKind());
        return (clusterWide ? "" : object.getMetadata().getNamespace()) + "/" + ref.getName();
    }

    private static <T> T any(@Nullable T before, @Nullable T after) {
        return after == null ? Objects.requireNonNull(before) : after;
    }
}
