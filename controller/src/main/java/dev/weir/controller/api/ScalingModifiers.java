package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A formula over the named triggers that replaces their metrics by one. In use as soon as one field is not empty. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ScalingModifiers extends OpenBean {

    private @Nullable String formula;

    private @Nullable String target;

    private @Nullable String activationTarget;

    @OneOf({"AverageValue", "Value"})
    private @Nullable String metricType;

    public @Nullable String getFormula() {
        return formula;
    }

    public void setFormula(@Nullable String formula) {
        this.formula = formula;
    }

    public @Nullable String getTarget() {
        return target;
    }

    public void setTarget(@Nullable String target) {
        this.target = target;
    }

    public @Nullable String getActivationTarget() {
        return activationTarget;
    }

    public void setActivationTarget(@Nullable String activationTarget) {
        this.activationTarget = activationTarget;
    }

    public @Nullable String getMetricType() {
        return metricType;
    }

    public void setMetricType(@Nullable String metricType) {
        this.metricType = metricType;
    }
}
