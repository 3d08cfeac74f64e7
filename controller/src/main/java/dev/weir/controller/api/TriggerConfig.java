package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What only Weir knows of a trigger. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class TriggerConfig extends OpenBean {

    /** In place of the object's; with a formula, of what the trigger says to it. */
    private @Nullable SmoothingConfig smoothing;

    public @Nullable SmoothingConfig getSmoothing() {
        return smoothing;
    }

    public void setSmoothing(@Nullable SmoothingConfig smoothing) {
        this.smoothing = smoothing;
    }
}
