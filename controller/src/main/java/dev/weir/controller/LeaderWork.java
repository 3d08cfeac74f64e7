package dev.weir.controller;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.cloudevents.Emitter;
import dev.weir.controller.controlplane.AuthenticationIndex;
import dev.weir.controller.controlplane.AuthenticationReconciler;
import dev.weir.controller.controlplane.AuthenticationUsers;
import dev.weir.controller.controlplane.CloudEventSourceReconciler;
import dev.weir.controller.controlplane.Cluster;
import dev.weir.controller.controlplane.HpaIndex;
import dev.weir.controller.controlplane.JobCluster;
import dev.weir.controller.controlplane.ScaledJobReconciler;
import dev.weir.controller.controlplane.ScaledObjectReconciler;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import dev.weir.controller.kube.RetryDelays;
import dev.weir.controller.kube.WorkQueue;
import dev.weir.controller.metricsplane.JobPlane;
import dev.weir.controller.metricsplane.MetricsPlane;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What is written, and only while this replica leads: keys that come at other times are dropped, the leader sees all. */
final class LeaderWork {

    private final Watches watches;
    private final MetricsPlane plane;
    private final JobPlane rounds;
    private final Leadership leadership;
    private final ExecutorService electionThread;
    private final WorkQueue objects;
    private final WorkQueue jobs;
    private final WorkQueue authentications;
    private final WorkQueue clusterAuthentications;
    private final WorkQueue eventSources;
    private final Emitter emitter;
    private final List<Runnable> begun = new ArrayList<>();

    LeaderWork(
            Vertx vertx,
            Watches watches,
            Cluster cluster,
            JobCluster jobCluster,
            CloudEvents events,
            ControllerSettings settings,
            MeterRegistry registry) {
        this.watches = watches;
        emitter = events.emitter();
        this.plane = cluster.metrics();
        objects = new WorkQueue(
                "scaledobject",
                settings.workers(),
                vertx,
                whileLeading(new ScaledObjectReconciler(cluster)),
                RetryDelays.DEFAULT,
                registry,
                this::rank);
        rounds = jobCluster.rounds();
        jobs = queue("scaledjob", settings.workers(), vertx, new ScaledJobReconciler(jobCluster), registry);
        AuthenticationUsers users = new AuthenticationUsers(
                cluster.client(),
                key -> AuthenticationIndex.using(watches.objects(), key),
                key -> AuthenticationIndex.jobsUsing(watches.jobs(), key),
                cluster.clock());
        authentications = queue(
                "triggerauthentication",
                1,
                vertx,
                new AuthenticationReconciler(
                        cluster.client(),
                        watches.authentications()::find,
                        users,
                        cluster.events(),
                        cluster.clock().instant()),
                registry);
        clusterAuthentications = queue(
                "clustertriggerauthentication",
                1,
                vertx,
                new AuthenticationReconciler(
                        cluster.client(),
                        watches.clusterAuthentications()::find,
                        users,
                        cluster.events(),
                        cluster.clock().instant()),
                registry);
        eventSources = queue(
                "cloudeventsource",
                1,
                vertx,
                new CloudEventSourceReconciler(
                        cluster.client(), watches.eventSources()::find, events.sources(), emitter),
                registry);
        electionThread = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "weir-election");
            thread.setDaemon(true);
            return thread;
        });
        leadership = new Leadership(cluster.client(), settings.leadership(), electionThread);
    }

    /**
     * Who is still to get an HPA comes first, and among these who can be scaled by it: what is said of the others can wait a
     * little, however much there is to say.
     */
    private int rank(ObjectKey key) {
        Optional<ScaledObject> object = watches.objects().find(key);
        if (object.isEmpty()
                || HpaIndex.of(watches.hpas(), object.get()).findAny().isPresent()) {
            return 2;
        }
        return plane.state(key)
                        .filter(state -> state.complete() && !state.activity().error())
                        .isPresent()
                ? 0
                : 1;
    }

    private WorkQueue queue(String name, int workers, Vertx vertx, Reconciler reconciler, MeterRegistry registry) {
        return new WorkQueue(name, workers, vertx, whileLeading(reconciler), RetryDelays.DEFAULT, registry);
    }

    /** What is still in a queue when another replica leads is that one's to do. */
    private Reconciler whileLeading(Reconciler reconciler) {
        return key -> leading() ? reconciler.reconcile(key) : Reconciler.done();
    }

    /** Stands for election; who wins looks at everything. */
    void start() {
        leadership.start(this::all, emitter::rest);
    }

    /** Before {@link #start} only. */
    void onLead(Runnable more) {
        begun.add(more);
    }

    private void all() {
        begun.forEach(Runnable::run);
        rounds.renew();
        watches.eventSources().all().map(ObjectKey::of).forEach(eventSources::add);
        watches.objects().all().map(ObjectKey::of).forEach(objects::add);
        watches.jobs().all().map(ObjectKey::of).forEach(jobs::add);
        watches.authentications().all().map(ObjectKey::of).forEach(authentications::add);
        watches.clusterAuthentications().all().map(ObjectKey::of).forEach(clusterAuthentications::add);
    }

    boolean leading() {
        return leadership.leading();
    }

    void object(ObjectKey key) {
        addTo(objects, key);
    }

    void job(ObjectKey key) {
        addTo(jobs, key);
    }

    void authentication(ObjectKey key) {
        addTo(authentications, key);
    }

    /** Objects that use this authentication have come, gone or changed. */
    void used(ObjectKey authentication) {
        addTo(authentication.namespace().isEmpty() ? clusterAuthentications : authentications, authentication);
    }

    void clusterAuthentication(ObjectKey key) {
        addTo(clusterAuthentications, key);
    }

    void eventSource(ObjectKey key) {
        addTo(eventSources, key);
    }

    private void addTo(WorkQueue queue, ObjectKey key) {
        if (leadership.leading()) {
            queue.add(key);
        }
    }

    /**
     * Gives the Lease back and stops writing; waits for no write under way, but for CloudEvents that arrive. Once only; takes
     * some seconds at most.
     */
    Future<Void> close() {
        Future<Void> told = emitter.rest().otherwiseEmpty();
        Future<Void> resigned = leadership.stop();
        return Future.all(List.of(
                        objects.close(),
                        jobs.close(),
                        authentications.close(),
                        clusterAuthentications.close(),
                        eventSources.close(),
                        told,
                        resigned))
                .<Void>mapEmpty()
                // Interrupted, for one may still wait for an answer that does not come.
                .onComplete(done -> electionThread.shutdownNow());
    }
}
