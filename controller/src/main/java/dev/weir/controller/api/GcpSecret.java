package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One parameter in Google Secret Manager. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class GcpSecret extends OpenBean {

    @Required
    private @Nullable String parameter;

    @Required
    private @Nullable String id;

    /** The latest if absent. */
    private @Nullable String version;

    public @Nullable String getParameter() {
        return parameter;
    }

    public void setParameter(@Nullable String parameter) {
        this.parameter = parameter;
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    public @Nullable String getVersion() {
        return version;
    }

    public void setVersion(@Nullable String version) {
        this.version = version;
    }
}
