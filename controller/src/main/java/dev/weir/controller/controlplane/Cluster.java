package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.metricsplane.PlanBook;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.InstantSource;

/**
 * What a reconcile may read and write.
 *
 * @param objects all ScaledObjects
 * @param hpas all HPAs
 * @param plans what came of planning each object
 * @param metrics what the sources say
 * @param version of Weir, for labels
 */
public record Cluster(
        KubernetesClient client,
        Watch<ScaledObject> objects,
        Watch<HorizontalPodAutoscaler> hpas,
        Workloads workloads,
        PlanBook plans,
        MetricsPlane metrics,
        EventRecorder events,
        AuthenticationUsers users,
        InstantSource clock,
        String version) {

    /** Writes a merge patch to an object's status; answers with the object as it is then. */
    ScaledObject patchStatus(ScaledObject object, String patch) {
        return client.resources(ScaledObject.class)
                .inNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }
}
