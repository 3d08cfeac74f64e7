package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How far a value may move within a minute; as far as it likes if absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class SlewPerMinute extends OpenBean {

    private @Nullable SlewLimit up;

    @ValidationRule(value = "!has(self.percent) || self.percent < 100", message = "percent must be less than 100")
    private @Nullable SlewLimit down;

    public @Nullable SlewLimit getUp() {
        return up;
    }

    public void setUp(@Nullable SlewLimit up) {
        this.up = up;
    }

    public @Nullable SlewLimit getDown() {
        return down;
    }

    public void setDown(@Nullable SlewLimit down) {
        this.down = down;
    }
}
