package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is scaled, by which triggers and between which bounds. A count that is absent is not zero: its default is applied where it is read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.minReplicaCount) || self.minReplicaCount <= (has(self.maxReplicaCount) ? self.maxReplicaCount : 100)",
        message = "minReplicaCount must not be greater than maxReplicaCount (100 if absent)")
public final class ScaledObjectSpec extends OpenBean {

    @Required
    private @Nullable ScaleTarget scaleTargetRef;

    /** Seconds; 30 if absent. */
    @Min(1)
    private @Nullable Integer pollingInterval;

    /** Seconds from creation during which nothing is scaled to zero; 0 if absent. */
    @Min(0)
    private @Nullable Integer initialCooldownPeriod;

    /** Seconds after the last activity; 300 if absent. */
    @Min(0)
    private @Nullable Integer cooldownPeriod;

    /** Replicas while nothing is active; off if absent. */
    @Min(0)
    private @Nullable Integer idleReplicaCount;

    @Min(0)
    private @Nullable Integer minReplicaCount;

    @Min(1)
    private @Nullable Integer maxReplicaCount;

    private @Nullable Fallback fallback;

    private @Nullable AdvancedConfig advanced;

    @Required
    @Size(min = 1)
    private @Nullable List<ScaleTrigger> triggers;

    public @Nullable ScaleTarget getScaleTargetRef() {
        return scaleTargetRef;
    }

    public void setScaleTargetRef(@Nullable ScaleTarget scaleTargetRef) {
        this.scaleTargetRef = scaleTargetRef;
    }

    public @Nullable Integer getPollingInterval() {
        return pollingInterval;
    }

    public void setPollingInterval(@Nullable Integer pollingInterval) {
        this.pollingInterval = pollingInterval;
    }

    public @Nullable Integer getInitialCooldownPeriod() {
        return initialCooldownPeriod;
    }

    public void setInitialCooldownPeriod(@Nullable Integer initialCooldownPeriod) {
        this.initialCooldownPeriod = initialCooldownPeriod;
    }

    public @Nullable Integer getCooldownPeriod() {
        return cooldownPeriod;
    }

    public void setCooldownPeriod(@Nullable Integer cooldownPeriod) {
        this.cooldownPeriod = cooldownPeriod;
    }

    public @Nullable Integer getIdleReplicaCount() {
        return idleReplicaCount;
    }

    public void setIdleReplicaCount(@Nullable Integer idleReplicaCount) {
        this.idleReplicaCount = idleReplicaCount;
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

    public @Nullable Fallback getFallback() {
        return fallback;
    }

    public void setFallback(@Nullable Fallback fallback) {
        this.fallback = fallback;
    }

    public @Nullable AdvancedConfig getAdvanced() {
        return advanced;
    }

    public void setAdvanced(@Nullable AdvancedConfig advanced) {
        this.advanced = advanced;
    }

    public @Nullable List<ScaleTrigger> getTriggers() {
        return triggers;
    }

    public void setTriggers(@Nullable List<ScaleTrigger> triggers) {
        this.triggers = triggers;
    }
}
