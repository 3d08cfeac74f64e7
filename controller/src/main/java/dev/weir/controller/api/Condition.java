package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One aspect of an object's state. There is deliberately no time in it: it changes only when something changed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Condition extends OpenBean {

    @Required
    private @Nullable String type;

    /** {@code True}, {@code False} or {@code Unknown}. */
    @Required
    private @Nullable String status;

    private @Nullable String reason;

    private @Nullable String message;

    public Condition() {}

    public Condition(String type, String status, @Nullable String reason, @Nullable String message) {
        this.type = type;
        this.status = status;
        this.reason = reason;
        this.message = message;
    }

    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }

    public @Nullable String getStatus() {
        return status;
    }

    public void setStatus(@Nullable String status) {
        this.status = status;
    }

    public @Nullable String getReason() {
        return reason;
    }

    public void setReason(@Nullable String reason) {
        this.reason = reason;
    }

    public @Nullable String getMessage() {
        return message;
    }

    public void setMessage(@Nullable String message) {
        this.message = message;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Condition that
                && Objects.equals(type, that.type)
                && Objects.equals(status, that.status)
                && Objects.equals(reason, that.reason)
                && Objects.equals(message, that.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, status, reason, message);
    }

    @Override
    public String toString() {
        return type + "=" + status + " (" + reason + ": " + message + ")";
    }
}
