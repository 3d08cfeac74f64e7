package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.journal.Journal;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.metricsplane.JobPlan;
import dev.weir.controller.metricsplane.JobPlane;
import dev.weir.controller.metricsplane.PlanBook;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.List;

/**
 * What a reconcile of a ScaledJob may read and write.
 *
 * @param scaledJobs all ScaledJobs
 * @param jobs what they made
 * @param plans what came of planning each ScaledJob
 * @param rounds what the sources say
 * @param events tells of manifests
 * @param scaling tells of what is made of rounds, under the name that KEDA has for that part of it
 * @param writes makes writes steps of traces
 * @param version of Weir, for labels
 */
public record JobCluster(
        KubernetesClient client,
        Watch<ScaledJob> scaledJobs,
        Jobs jobs,
        PlanBook<JobPlan> plans,
        JobPlane rounds,
        EventRecorder events,
        EventRecorder scaling,
        Writes writes,
        Journal journal,
        InstantSource clock,
        String version) {

    /** The Jobs of a ScaledJob that nobody is deleting. */
    List<Job> living(ScaledJob owner) {
        return jobs.of(ObjectKey.of(owner)).stream()
                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** Deletes a Job; one that is gone already is no failure. */
    void delete(ScaledJob owner, Job job, DeletionPropagation propagation) {
        ObjectKey key = ObjectKey.of(owner);
        writes.told("delete job", key, () -> {
            jobs.delete(key, job, propagation);
            return null;
        });
    }

    /** Writes a merge patch to a ScaledJob's status; answers with the ScaledJob as it is then. */
    ScaledJob patchStatus(ScaledJob job, String patch) {
        return writes.patchStatus(client, job, patch);
    }
}
