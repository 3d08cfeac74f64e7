package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which Job is made, by which triggers and how many at a time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ScaledJobSpec extends OpenBean {

    @Required
    private @Nullable JobSpec jobTargetRef;

    /** Seconds; 30 if absent. */
    @Min(1)
    private @Nullable Integer pollingInterval;

    @Min(0)
    private @Nullable Integer successfulJobsHistoryLimit;

    @Min(0)
    private @Nullable Integer failedJobsHistoryLimit;

    /** Deprecated, yet wins over {@code rollout.strategy}. */
    @OneOf({"gradual", "immediate"})
    private @Nullable String rolloutStrategy;

    private @Nullable Rollout rollout;

    private @Nullable String envSourceContainerName;

    @Min(0)
    private @Nullable Integer minReplicaCount;

    @Min(1)
    private @Nullable Integer maxReplicaCount;

    private @Nullable ScalingStrategy scalingStrategy;

    @Required
    @Size(min = 1)
    private @Nullable List<ScaleTrigger> triggers;

    public @Nullable JobSpec getJobTargetRef() {
        return jobTargetRef;
    }

    public void setJobTargetRef(@Nullable JobSpec jobTargetRef) {
        this.jobTargetRef = jobTargetRef;
    }

    public @Nullable Integer getPollingInterval() {
        return pollingInterval;
    }

    public void setPollingInterval(@Nullable Integer pollingInterval) {
        this.pollingInterval = pollingInterval;
    }

    public @Nullable Integer getSuccessfulJobsHistoryLimit() {
        return successfulJobsHistoryLimit;
    }

    public void setSuccessfulJobsHistoryLimit(@Nullable Integer successfulJobsHistoryLimit) {
        this.successfulJobsHistoryLimit = successfulJobsHistoryLimit;
    }

    public @Nullable Integer getFailedJobsHistoryLimit() {
        return failedJobsHistoryLimit;
    }

    public void setFailedJobsHistoryLimit(@Nullable Integer failedJobsHistoryLimit) {
        this.failedJobsHistoryLimit = failedJobsHistoryLimit;
    }

    public @Nullable String getRolloutStrategy() {
        return rolloutStrategy;
    }

    public void setRolloutStrategy(@Nullable String rolloutStrategy) {
        this.rolloutStrategy = rolloutStrategy;
    }

    public @Nullable Rollout getRollout() {
        return rollout;
    }

    public void setRollout(@Nullable Rollout rollout) {
        this.rollout = rollout;
    }

    public @Nullable String getEnvSourceContainerName() {
        return envSourceContainerName;
    }

    public void setEnvSourceContainerName(@Nullable String envSourceContainerName) {
        this.envSourceContainerName = envSourceContainerName;
    }

    public @Nullable Integer getMinReplicaCount() {
        return minReplicaCount;
    }

    public void setMinReplicaCount(@Nullable Integer minReplicaCount) {
        this.minReplicaCount = minReplicaCount;
    }

    public @Nullable Integer getMaxReplicaCount() {
        return maxReplicaCount;
    }

    public void setMaxReplicaCount(@Nullable Integer maxReplicaCount) {
        this.maxReplicaCount = maxReplicaCount;
    }

    public @Nullable ScalingStrategy getScalingStrategy() {
        return scalingStrategy;
    }

    public void setScalingStrategy(@Nullable ScalingStrategy scalingStrategy) {
        this.scalingStrategy = scalingStrategy;
    }

    public @Nullable List<ScaleTrigger> getTriggers() {
        return triggers;
    }

    public void setTriggers(@Nullable List<ScaleTrigger> triggers) {
        this.triggers = triggers;
    }
}
