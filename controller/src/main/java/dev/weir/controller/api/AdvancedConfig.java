package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Settings of a ScaledObject that few need. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AdvancedConfig extends OpenBean {

    private @Nullable Boolean restoreToOriginalReplicaCount;

    private @Nullable HorizontalPodAutoscalerConfig horizontalPodAutoscalerConfig;

    private @Nullable ScalingModifiers scalingModifiers;

    private @Nullable WeirConfig weir;

    public @Nullable Boolean getRestoreToOriginalReplicaCount() {
        return restoreToOriginalReplicaCount;
    }

    public void setRestoreToOriginalReplicaCount(@Nullable Boolean restoreToOriginalReplicaCount) {
        this.restoreToOriginalReplicaCount = restoreToOriginalReplicaCount;
    }

    public @Nullable HorizontalPodAutoscalerConfig getHorizontalPodAutoscalerConfig() {
        return horizontalPodAutoscalerConfig;
    }

    public void setHorizontalPodAutoscalerConfig(
            @Nullable HorizontalPodAutoscalerConfig horizontalPodAutoscalerConfig) {
        this.horizontalPodAutoscalerConfig = horizontalPodAutoscalerConfig;
    }

    public @Nullable ScalingModifiers getScalingModifiers() {
        return scalingModifiers;
    }

    public void setScalingModifiers(@Nullable ScalingModifiers scalingModifiers) {
        this.scalingModifiers = scalingModifiers;
    }

    public @Nullable WeirConfig getWeir() {
        return weir;
    }

    public void setWeir(@Nullable WeirConfig weir) {
        this.weir = weir;
    }
}
