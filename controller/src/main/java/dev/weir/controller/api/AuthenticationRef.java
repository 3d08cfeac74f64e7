package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The authentication object whose parameters a trigger takes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AuthenticationRef extends OpenBean {

    @Required
    private @Nullable String name;

    /** TriggerAuthentication if absent. */
    @OneOf({"TriggerAuthentication", "ClusterTriggerAuthentication"})
    private @Nullable String kind;

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getKind() {
        return kind;
    }

    public void setKind(@Nullable String kind) {
        this.kind = kind;
    }
}
