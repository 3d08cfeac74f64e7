package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator found out about a ScaledJob. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ScaledJobStatus extends OpenBean implements ScaledStatus {

    @Format("date-time")
    private @Nullable String lastActiveTime;

    private @Nullable List<Condition> conditions;

    /** With a capital P in the manifest; never written. */
    @JsonProperty("Paused")
    private @Nullable String paused;

    private @Nullable String triggersTypes;

    private @Nullable String authenticationsTypes;

    private @Nullable List<String> externalMetricNames;

    /** By metric name. */
    private @Nullable Map<String, TriggerActivity> triggersActivity;

    @Override
    public @Nullable String getLastActiveTime() {
        return lastActiveTime;
    }

    public void setLastActiveTime(@Nullable String lastActiveTime) {
        this.lastActiveTime = lastActiveTime;
    }

    @Override
    public @Nullable List<Condition> getConditions() {
        return conditions;
    }

    @Override
    public void setConditions(@Nullable List<Condition> conditions) {
        this.conditions = conditions;
    }

    public @Nullable String getPaused() {
        return paused;
    }

    public void setPaused(@Nullable String paused) {
        this.paused = paused;
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

    public @Nullable List<String> getExternalMetricNames() {
        return externalMetricNames;
    }

    public void setExternalMetricNames(@Nullable List<String> externalMetricNames) {
        this.externalMetricNames = externalMetricNames;
    }

    public @Nullable Map<String, TriggerActivity> getTriggersActivity() {
        return triggersActivity;
    }

    public void setTriggersActivity(@Nullable Map<String, TriggerActivity> triggersActivity) {
        this.triggersActivity = triggersActivity;
    }
}
