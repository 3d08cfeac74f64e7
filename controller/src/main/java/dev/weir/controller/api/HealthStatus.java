package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How a metric with a fallback fares. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class HealthStatus extends OpenBean {

    private @Nullable Integer numberOfFailures;

    @OneOf({"Happy", "Failing"})
    private @Nullable String status;

    public @Nullable Integer getNumberOfFailures() {
        return numberOfFailures;
    }

    public void setNumberOfFailures(@Nullable Integer numberOfFailures) {
        this.numberOfFailures = numberOfFailures;
    }

    public @Nullable String getStatus() {
        return status;
    }

    public void setStatus(@Nullable String status) {
        this.status = status;
    }
}
