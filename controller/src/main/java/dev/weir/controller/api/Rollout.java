package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What becomes of running Jobs when their ScaledJob changes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Rollout extends OpenBean {

    @OneOf({"gradual", "immediate"})
    private @Nullable String strategy;

    @OneOf({"foreground", "background"})
    private @Nullable String propagationPolicy;

    public @Nullable String getStrategy() {
        return strategy;
    }

    public void setStrategy(@Nullable String strategy) {
        this.strategy = strategy;
    }

    public @Nullable String getPropagationPolicy() {
        return propagationPolicy;
    }

    public void setPropagationPolicy(@Nullable String propagationPolicy) {
        this.propagationPolicy = propagationPolicy;
    }
}
