package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import org.jspecify.annotations.Nullable;

/** What the HPA made for a ScaledObject is called and how it behaves. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class HorizontalPodAutoscalerConfig extends OpenBean {

    /** {@code keda-hpa-<ScaledObject>} if absent. */
    private @Nullable String name;

    private @Nullable HorizontalPodAutoscalerBehavior behavior;

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable HorizontalPodAutoscalerBehavior getBehavior() {
        return behavior;
    }

    public void setBehavior(@Nullable HorizontalPodAutoscalerBehavior behavior) {
        this.behavior = behavior;
    }
}
