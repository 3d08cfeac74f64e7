package dev.weir.controller;

import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.observed.Inventory;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.stream.Stream;

/** All that is watched of a cluster. */
record Watches(
        Watch<ScaledObject> objects,
        Watch<ScaledJob> jobs,
        Watch<TriggerAuthentication> authentications,
        Watch<ClusterTriggerAuthentication> clusterAuthentications,
        Watch<HorizontalPodAutoscaler> hpas,
        Workloads workloads,
        EventSourceWatches eventSources) {

    static Watches of(Vertx vertx, KubernetesClient client, Namespaces namespaces) {
        return new Watches(
                Watch.of(client, ScaledObject.class, namespaces),
                Watch.of(client, ScaledJob.class, namespaces),
                Watch.of(client, TriggerAuthentication.class, namespaces),
                Watch.of(client, ClusterTriggerAuthentication.class, namespaces),
                Watch.of(client, HorizontalPodAutoscaler.class, namespaces),
                new Workloads(client, namespaces),
                new EventSourceWatches(vertx, client, namespaces));
    }

    /**
     * Completes when everything that is measured, and all that it refers to, has been seen. ScaledJobs and CloudEventSources
     * are not waited for: nothing is served of them.
     */
    Future<Void> start() {
        return Future.all(workloads.start(), authentications.start(), clusterAuthentications.start(), hpas.start())
                .compose(ready -> objects.start())
                .onSuccess(ready -> {
                    jobs.start();
                    eventSources.start();
                });
    }

    Inventory inventory() {
        return new Inventory(
                objects::all, jobs::all, authentications::all, clusterAuthentications::all, eventSources::all);
    }

    void stop() {
        Stream.of(objects, jobs, authentications, clusterAuthentications, hpas).forEach(Watch::stop);
        workloads.stop();
        eventSources.stop();
    }
}
