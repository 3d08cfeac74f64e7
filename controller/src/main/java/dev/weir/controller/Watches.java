package dev.weir.controller;

import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.desired.DesiredJob;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Selectors;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.observed.Inventory;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.stream.Stream;

/**
 * All that is watched of a cluster.
 *
 * @param made Jobs of ScaledJobs
 * @param pods of these Jobs
 */
record Watches(
        Watch<ScaledObject> objects,
        Watch<ScaledJob> jobs,
        Watch<Job> made,
        Watch<Pod> pods,
        Watch<TriggerAuthentication> authentications,
        Watch<ClusterTriggerAuthentication> clusterAuthentications,
        Watch<HorizontalPodAutoscaler> hpas,
        Workloads workloads,
        EventSourceWatches eventSources) {

    static Watches of(Vertx vertx, KubernetesClient client, Namespaces namespaces, Selectors selectors) {
        return new Watches(
                Watch.of(client, ScaledObject.class, namespaces, selectors.objects()),
                Watch.of(client, ScaledJob.class, namespaces, selectors.objects()),
                Watch.of(client, Job.class, namespaces, DesiredJob.OWNER_LABEL),
                Watch.of(client, Pod.class, namespaces, DesiredJob.OWNER_LABEL),
                Watch.of(client, TriggerAuthentication.class, namespaces, selectors.authentications()),
                Watch.of(client, ClusterTriggerAuthentication.class, namespaces, selectors.authentications()),
                Watch.of(client, HorizontalPodAutoscaler.class, namespaces, selectors.objects()),
                new Workloads(client, namespaces),
                new EventSourceWatches(vertx, client, namespaces));
    }

    /**
     * Completes when everything that is served, and all that it refers to, has been seen. ScaledJobs and CloudEventSources are
     * not waited for: nothing is served of them. ScaledJobs come after their Jobs, since who does not know of a Job makes
     * another one.
     */
    Future<Void> start() {
        return Future.all(workloads.start(), authentications.start(), clusterAuthentications.start(), hpas.start())
                .compose(ready -> objects.start())
                .onSuccess(ready -> {
                    made.start().compose(seen -> pods.start()).onSuccess(seen -> jobs.start());
                    eventSources.start();
                });
    }

    Inventory inventory() {
        return new Inventory(
                objects::all, jobs::all, authentications::all, clusterAuthentications::all, eventSources::all);
    }

    void stop() {
        Stream.of(objects, jobs, made, pods, authentications, clusterAuthentications, hpas)
                .forEach(Watch::stop);
        workloads.stop();
        eventSources.stop();
    }
}
