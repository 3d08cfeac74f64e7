package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator found out about a ScaledObject. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ScaledObjectStatus extends OpenBean implements ScaledStatus {

    /** {@code <group>/<version>.<Kind>}. */
    private @Nullable String scaleTargetKind;

    private @Nullable GroupVersionKindResource scaleTargetGVKR;

    private @Nullable Integer originalReplicaCount;

    @Format("date-time")
    private @Nullable String lastActiveTime;

    private @Nullable List<String> externalMetricNames;

    private @Nullable List<String> resourceMetricNames;

    private @Nullable String compositeScalerName;

    private @Nullable List<Condition> conditions;

    /** By metric name. */
    private @Nullable Map<String, HealthStatus> health;

    /** By metric name. */
    private @Nullable Map<String, TriggerActivity> triggersActivity;

    private @Nullable Integer pausedReplicaCount;

    private @Nullable String hpaName;

    /** Joined by commas. */
    private @Nullable String triggersTypes;

    /** Joined by commas. */
    private @Nullable String authenticationsTypes;

    public @Nullable String getScaleTargetKind() {
        return scaleTargetKind;
    }

    public void setScaleTargetKind(@Nullable String scaleTargetKind) {
        this.scaleTargetKind = scaleTargetKind;
    }

    public @Nullable GroupVersionKindResource getScaleTargetGVKR() {
        return scaleTargetGVKR;
    }

    public void setScaleTargetGVKR(@Nullable GroupVersionKindResource scaleTargetGVKR) {
        this.scaleTargetGVKR = scaleTargetGVKR;
    }

    public @Nullable Integer getOriginalReplicaCount() {
        return originalReplicaCount;
    }

    public void setOriginalReplicaCount(@Nullable Integer originalReplicaCount) {
        this.originalReplicaCount = originalReplicaCount;
    }

    @Override
    public @Nullable String getLastActiveTime() {
        return lastActiveTime;
    }

    public void setLastActiveTime(@Nullable String lastActiveTime) {
        this.lastActiveTime = lastActiveTime;
    }

    public @Nullable List<String> getExternalMetricNames() {
        return externalMetricNames;
    }

    public void setExternalMetricNames(@Nullable List<String> externalMetricNames) {
        this.externalMetricNames = externalMetricNames;
    }

    public @Nullable List<String> getResourceMetricNames() {
        return resourceMetricNames;
    }

    public void setResourceMetricNames(@Nullable List<String> resourceMetricNames) {
        this.resourceMetricNames = resourceMetricNames;
    }

    public @Nullable String getCompositeScalerName() {
        return compositeScalerName;
    }

    public void setCompositeScalerName(@Nullable String compositeScalerName) {
        this.compositeScalerName = compositeScalerName;
    }

    @Override
    public @Nullable List<Condition> getConditions() {
        return conditions;
    }

    @Override
    public void setConditions(@Nullable List<Condition> conditions) {
        this.conditions = conditions;
    }

    public @Nullable Map<String, HealthStatus> getHealth() {
        return health;
    }

    public void setHealth(@Nullable Map<String, HealthStatus> health) {
        this.health = health;
    }

    public @Nullable Map<String, TriggerActivity> getTriggersActivity() {
        return triggersActivity;
    }

    public void setTriggersActivity(@Nullable Map<String, TriggerActivity> triggersActivity) {
        this.triggersActivity = triggersActivity;
    }

    public @Nullable Integer getPausedReplicaCount() {
        return pausedReplicaCount;
    }

    public void setPausedReplicaCount(@Nullable Integer pausedReplicaCount) {
        this.pausedReplicaCount = pausedReplicaCount;
    }

    public @Nullable String getHpaName() {
        return hpaName;
    }

    public void setHpaName(@Nullable String hpaName) {
        this.hpaName = hpaName;
    }

    public @Nullable String getTriggersTypes() {
        return triggersTypes;
    }

    @Override
    public void setTriggersTypes(@Nullable String triggersTypes) {
        this.triggersTypes = triggersTypes;
    }

    public @Nullable String getAuthenticationsTypes() {
        return authenticationsTypes;
    }

    @Override
    public void setAuthenticationsTypes(@Nullable String authenticationsTypes) {
        this.authenticationsTypes = authenticationsTypes;
    }
}
