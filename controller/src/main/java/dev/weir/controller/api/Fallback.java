package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How many replicas to assume while a trigger cannot be read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Fallback extends OpenBean {

    /** Failures in a row that are still errors; one more and the fallback sets in. */
    @Required
    @Min(0)
    private @Nullable Integer failureThreshold;

    @Required
    @Min(0)
    private @Nullable Integer replicas;

    @Default("static")
    @OneOf({
        "static",
        "currentReplicas",
        "currentReplicasIfHigher",
        "currentReplicasIfLower",
        "scalingModifiers",
        "lastValue"
    })
    private @Nullable String behavior;

    /** Weir's own, with behavior lastValue: how many seconds old the last value may become. 300 if absent. */
    @Min(1)
    private @Nullable Integer lastValueMaxAgeSeconds;

    public @Nullable Integer getFailureThreshold() {
        return failureThreshold;
    }

    public void setFailureThreshold(@Nullable Integer failureThreshold) {
        this.failureThreshold = failureThreshold;
    }

    public @Nullable Integer getReplicas() {
        return replicas;
    }

    public void setReplicas(@Nullable Integer replicas) {
        this.replicas = replicas;
    }

    public @Nullable String getBehavior() {
        return behavior;
    }

    public void setBehavior(@Nullable String behavior) {
        this.behavior = behavior;
    }

    public @Nullable Integer getLastValueMaxAgeSeconds() {
        return lastValueMaxAgeSeconds;
    }

    public void setLastValueMaxAgeSeconds(@Nullable Integer lastValueMaxAgeSeconds) {
        this.lastValueMaxAgeSeconds = lastValueMaxAgeSeconds;
    }
}
