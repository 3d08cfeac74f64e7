package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Who uses an authentication object: names without namespaces, joined by commas. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class TriggerAuthenticationStatus extends OpenBean {

    private @Nullable String scaledobjects;

    private @Nullable String scaledjobs;

    public @Nullable String getScaledobjects() {
        return scaledobjects;
    }

    public void setScaledobjects(@Nullable String scaledobjects) {
        this.scaledobjects = scaledobjects;
    }

    public @Nullable String getScaledjobs() {
        return scaledjobs;
    }

    public void setScaledjobs(@Nullable String scaledjobs) {
        this.scaledjobs = scaledjobs;
    }
}
