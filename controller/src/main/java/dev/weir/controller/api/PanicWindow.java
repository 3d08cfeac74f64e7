package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A short window over a long one, as in Knative's autoscaler. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.panicWindowSeconds) || self.panicWindowSeconds < (has(self.stableWindowSeconds) ? self.stableWindowSeconds : 60)",
        message = "panicWindowSeconds must be less than stableWindowSeconds (60 if absent)")
public final class PanicWindow extends OpenBean {

    /** Whose mean counts; 60 if absent. */
    @Min(6)
    @Max(3600)
    private @Nullable Integer stableWindowSeconds;

    /** Whose mean counts in panic; a tenth of the stable window if absent. */
    @Min(1)
    private @Nullable Integer panicWindowSeconds;

    /** Of the value last given out, at which panic begins; 200 if absent. */
    @Min(110)
    @Max(1000)
    private @Nullable Integer thresholdPercent;

    public @Nullable Integer getStableWindowSeconds() {
        return stableWindowSeconds;
    }

    public void setStableWindowSeconds(@Nullable Integer stableWindowSeconds) {
        this.stableWindowSeconds = stableWindowSeconds;
    }

    public @Nullable Integer getPanicWindowSeconds() {
        return panicWindowSeconds;
    }

    public void setPanicWindowSeconds(@Nullable Integer panicWindowSeconds) {
        this.panicWindowSeconds = panicWindowSeconds;
    }

    public @Nullable Integer getThresholdPercent() {
        return thresholdPercent;
    }

    public void setThresholdPercent(@Nullable Integer thresholdPercent) {
        this.thresholdPercent = thresholdPercent;
    }
}
