package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether events arrive. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class CloudEventSourceStatus extends OpenBean {

    private @Nullable List<Condition> conditions;

    public @Nullable List<Condition> getConditions() {
        return conditions;
    }

    public void setConditions(@Nullable List<Condition> conditions) {
        this.conditions = conditions;
    }
}
