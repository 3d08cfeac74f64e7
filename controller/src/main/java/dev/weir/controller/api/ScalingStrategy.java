package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a queue length becomes a number of Jobs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ScalingStrategy extends OpenBean {

    @OneOf({"default", "custom", "accurate", "eager"})
    private @Nullable String strategy;

    /** May be negative. */
    private @Nullable Integer customScalingQueueLengthDeduction;

    /** A decimal number. */
    private @Nullable String customScalingRunningJobPercentage;

    private @Nullable List<String> pendingPodConditions;

    @OneOf({"min", "avg", "sum", "max"})
    private @Nullable String multipleScalersCalculation;

    public @Nullable String getStrategy() {
        return strategy;
    }

    public void setStrategy(@Nullable String strategy) {
        this.strategy = strategy;
    }

    public @Nullable Integer getCustomScalingQueueLengthDeduction() {
        return customScalingQueueLengthDeduction;
    }

    public void setCustomScalingQueueLengthDeduction(@Nullable Integer customScalingQueueLengthDeduction) {
        this.customScalingQueueLengthDeduction = customScalingQueueLengthDeduction;
    }

    public @Nullable String getCustomScalingRunningJobPercentage() {
        return customScalingRunningJobPercentage;
    }

    public void setCustomScalingRunningJobPercentage(@Nullable String customScalingRunningJobPercentage) {
        this.customScalingRunningJobPercentage = customScalingRunningJobPercentage;
    }

    public @Nullable List<String> getPendingPodConditions() {
        return pendingPodConditions;
    }

    public void setPendingPodConditions(@Nullable List<String> pendingPodConditions) {
        this.pendingPodConditions = pendingPodConditions;
    }

    public @Nullable String getMultipleScalersCalculation() {
        return multipleScalersCalculation;
    }

    public void setMultipleScalersCalculation(@Nullable String multipleScalersCalculation) {
        this.multipleScalersCalculation = multipleScalersCalculation;
    }
}
