package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What only Weir knows; KEDA ignores it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class WeirConfig extends OpenBean {

    /** Of the metric of each external trigger, or of the one that a formula makes of them. */
    private @Nullable SmoothingConfig smoothing;

    /** By the name of the trigger. */
    private @Nullable Map<String, TriggerConfig> triggers;

    public @Nullable SmoothingConfig getSmoothing() {
        return smoothing;
    }

    public void setSmoothing(@Nullable SmoothingConfig smoothing) {
        this.smoothing = smoothing;
    }

    public @Nullable Map<String, TriggerConfig> getTriggers() {
        return triggers;
    }

    public void setTriggers(@Nullable Map<String, TriggerConfig> triggers) {
        this.triggers = triggers;
    }
}
