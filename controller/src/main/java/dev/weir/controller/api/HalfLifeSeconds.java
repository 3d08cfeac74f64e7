package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** After how many seconds half of a change has come through; at once if absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class HalfLifeSeconds extends OpenBean {

    @Min(1)
    @Max(86400)
    private @Nullable Integer up;

    @Min(1)
    @Max(86400)
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
