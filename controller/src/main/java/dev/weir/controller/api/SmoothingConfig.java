package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What of the ups and downs of a metric an autoscaler gets to see. A part that is absent does nothing; their order is the one here, with panic's stable window after the median. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class SmoothingConfig extends OpenBean {

    /** Of the latest so many readings. */
    @Min(3)
    @Max(31)
    @ValidationRule(value = "self % 2 == 1", message = "must be odd")
    private @Nullable Integer median;

    private @Nullable HalfLifeSeconds halfLifeSeconds;

    private @Nullable DeadBandPercent deadBandPercent;

    private @Nullable SlewPerMinute slewPerMinute;

    private @Nullable PanicWindow panic;

    public @Nullable Integer getMedian() {
        return median;
    }

    public void setMedian(@Nullable Integer median) {
        this.median = median;
    }

    public @Nullable HalfLifeSeconds getHalfLifeSeconds() {
        return halfLifeSeconds;
    }

    public void setHalfLifeSeconds(@Nullable HalfLifeSeconds halfLifeSeconds) {
        this.halfLifeSeconds = halfLifeSeconds;
    }

    public @Nullable DeadBandPercent getDeadBandPercent() {
        return deadBandPercent;
    }

    public void setDeadBandPercent(@Nullable DeadBandPercent deadBandPercent) {
        this.deadBandPercent = deadBandPercent;
    }

    public @Nullable SlewPerMinute getSlewPerMinute() {
        return slewPerMinute;
    }

    public void setSlewPerMinute(@Nullable SlewPerMinute slewPerMinute) {
        this.slewPerMinute = slewPerMinute;
    }

    public @Nullable PanicWindow getPanic() {
        return panic;
    }

    public void setPanic(@Nullable PanicWindow panic) {
        this.panic = panic;
    }
}
