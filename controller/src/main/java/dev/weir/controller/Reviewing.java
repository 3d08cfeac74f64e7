package dev.weir.controller;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.controlplane.TargetIndex;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.review.Admission;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * What admission looks at. An operator that looks after some objects only, by their labels, is asked about all of them, and
 * an HPA that somebody else made bears no label of ours: then there are watches of its own, over everything in the watched
 * namespaces.
 */
final class Reviewing {

    private final Admission admission;
    private final List<Watch<?>> own = new ArrayList<>();

    /** Before the start of the watches only. */
    Reviewing(
            Vertx vertx,
            KubernetesClient client,
            Watches watches,
            ControllerSettings settings,
            EventRecorder events,
            MeterRegistry registry) {
        Watch<ScaledObject> objects = watches.objects();
        Watch<HorizontalPodAutoscaler> hpas = watches.hpas();
        if (!settings.selectors().objects().isEmpty()) {
            objects = Watch.of(client, ScaledObject.class, settings.namespaces());
            hpas = Watch.of(client, HorizontalPodAutoscaler.class, settings.namespaces());
            TargetIndex.keep(objects);
            own.addAll(List.of(objects, hpas));
        }
        admission = new Admission(vertx, client, objects, hpas, watches.workloads(), events, registry);
    }

    Admission admission() {
        return admission;
    }

    /** When everything else has been seen. */
    void start() {
        Future.all(own.stream().map(Watch::start).toList()).onSuccess(seen -> admission.begin());
    }

    Future<Void> close() {
        own.forEach(Watch::stop);
        return admission.close();
    }
}
