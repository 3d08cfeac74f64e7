package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs that have ended are kept for their owners to look at, up to a limit; the oldest go first. */
final class JobHistory {

    private static final Logger LOG = LoggerFactory.getLogger(JobHistory.class);
    private static final int DEFAULT_LIMIT = 100;

    private final JobCluster cluster;

    JobHistory(JobCluster cluster) {
        this.cluster = cluster;
    }

    /** What cannot be deleted now is so at the next look; nobody's work depends on it. */
    void tidy(ScaledJob owner) {
        List<Job> all = cluster.living(owner);
        try {
            tidy(owner, all, "Complete", owner.getSpec().getSuccessfulJobsHistoryLimit());
            tidy(owner, all, "Failed", owner.getSpec().getFailedJobsHistoryLimit());
        } catch (KubernetesClientException e) {
            LOG.warn("Ended Jobs not deleted object={}: {}", ObjectKey.of(owner), ApiFailure.sentence(e));
        }
    }

    private void tidy(ScaledJob owner, List<Job> all, String how, @Nullable Integer limit) {
        List<Job> ended = all.stream()
                .filter(job -> Jobs.ended(job, how))
                .sorted(Comparator.comparing(job -> when(job, how)))
                .toList();
        int kept = limit == null ? DEFAULT_LIMIT : limit;
        ended.stream()
                .limit(Math.max(0, ended.size() - kept))
                .forEach(job -> cluster.delete(owner, job, DeletionPropagation.BACKGROUND));
    }

    /** As RFC 3339, whose texts sort as the times do; a Job that failed has no time of completion. */
    private static String when(Job job, String how) {
        String completed = job.getStatus().getCompletionTime();
        if (completed != null) {
            return completed;
        }
        return Jobs.condition(job, how)
                .map(JobCondition::getLastTransitionTime)
                .orElseGet(() -> job.getMetadata().getCreationTimestamp());
    }
}
