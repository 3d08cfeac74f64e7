package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Whether a metric was above its activation threshold when last read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class TriggerActivity extends OpenBean {

    private @Nullable Boolean isActive;

    public @Nullable Boolean getIsActive() {
        return isActive;
    }

    public void setIsActive(@Nullable Boolean isActive) {
        this.isActive = isActive;
    }
}
