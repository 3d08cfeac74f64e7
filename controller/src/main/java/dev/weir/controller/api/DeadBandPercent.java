package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Per cent of the value last given out, within which it stays; none if absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class DeadBandPercent extends OpenBean {

    @Min(1)
    @Max(1000)
    private @Nullable Integer up;

    @Min(1)
    @Max(99)
    private @Nullable Integer down;

    public @Nullable Integer getUp() {
        return up;
    }

    public void setUp(@Nullable Integer up) {
        this.up = up;
    }

    public @Nullable Integer getDown() {
        return down;
    }

    public void setDown(@Nullable Integer down) {
        this.down = down;
    }
}
