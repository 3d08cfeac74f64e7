package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledJobSpec;
import dev.weir.controller.desired.DesiredJob;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.EventRecorder.Kind;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of the Jobs of an earlier manifest: they go, running or not, unless the rollout is gradual. */
final class Rollout {

    private static final String STARTED = "ScaledJobRolloutCleanupStarted";
    private static final String COMPLETED = "ScaledJobRolloutCleanupCompleted";
    private static final String FAILED = "ScaledJobRolloutCleanupFailed";

    private final JobCluster cluster;

    Rollout(JobCluster cluster) {
        this.cluster = cluster;
    }

    /** Deletes what is to go; what cannot be deleted fails as the API server says, and the rest stays for the next time. */
    void clean(ScaledJob owner) {
        if (gradual(owner)) {
            return;
        }
        List<Job> outdated = cluster.living(owner).stream()
                .filter(job -> isOutdated(job, owner))
                .toList();
        if (outdated.isEmpty()) {
            return;
        }
        String what = outdated.size() + " Jobs of an earlier version of the manifest";
        cluster.events().record(owner, Kind.Normal, STARTED, "Deleting " + what);
        try {
            outdated.forEach(job -> cluster.delete(owner, job, propagation(owner)));
        } catch (KubernetesClientException e) {
            cluster.events()
                    .record(
                            owner,
                            Kind.Warning,
                            FAILED,
                            "Not all of " + what + " could be deleted: " + ApiFailure.sentence(e));
            throw e;
        }
        cluster.events().record(owner, Kind.Normal, COMPLETED, "Deleted " + what);
    }

    /** The older of the two fields wins where both are there, as for KEDA. */
    private static boolean gradual(ScaledJob owner) {
        ScaledJobSpec spec = owner.getSpec();
        String older = spec.getRolloutStrategy();
        if (older != null && !older.isEmpty()) {
            return older.equals("gradual");
        }
        return spec.getRollout() != null && "gradual".equals(spec.getRollout().getStrategy());
    }

    private static DeletionPropagation propagation(ScaledJob owner) {
        return owner.getSpec().getRollout() != null
                        && "foreground".equals(owner.getSpec().getRollout().getPropagationPolicy())
                ? DeletionPropagation.FOREGROUND
                : DeletionPropagation.BACKGROUND;
    }

    /** A Job of a later version than is known here is a sign that the watch of ScaledJobs lags, and stays. */
    private static boolean isOutdated(Job job, ScaledJob owner) {
        Map<String, String> annotations = job.getMetadata().getAnnotations();
        String made = annotations == null ? null : annotations.get(DesiredJob.GENERATION);
        String now = Long.toString(Generations.of(owner));
        return !now.equals(made) && !(isOwned(job, owner) && isLater(made, now));
    }

    private static boolean isOwned(Job job, ScaledJob owner) {
        return job.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference ->
                        reference.getUid().equals(owner.getMetadata().getUid()));
    }

    private static boolean isLater(@Nullable String made, String now) {
        try {
            return made != null && Long.parseLong(made) > Long.parseLong(now);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
