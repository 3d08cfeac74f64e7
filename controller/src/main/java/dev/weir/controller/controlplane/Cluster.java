package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.journal.Journal;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.ResourceKind;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.PlanBook;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;

/**
 * What a reconcile may read and write.
 *
 * @param objects all ScaledObjects
 * @param hpas all HPAs
 * @param plans what came of planning each object
 * @param metrics what the sources say
 * @param writes makes writes steps of traces
 * @param decisions counts decisions
 * @param journal remembers what was scaled
 * @param version of Weir, for labels
 */
public record Cluster(
        KubernetesClient client,
        Watch<ScaledObject> objects,
        Watch<HorizontalPodAutoscaler> hpas,
        Workloads workloads,
        PlanBook<ObjectPlan> plans,
        MetricsPlane metrics,
        EventRecorder events,
        Writes writes,
        Decisions decisions,
        Journal journal,
        InstantSource clock,
        String version) {

    /** Writes a merge patch to an object's status; answers with the object as it is then. */
    ScaledObject patchStatus(ScaledObject object, String patch) {
        return writes.patchStatus(client, object, patch);
    }

    /** Sets the replicas of an object's target unless they are so already, and answers with the number before. */
    int scale(ScaledObject object, ResourceKind kind, ObjectKey target, int replicas) {
        return writes.told("scale", ObjectKey.of(object), () -> workloads.scale(kind, target, replicas));
    }
}
