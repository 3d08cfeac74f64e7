package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A parameter that is an environment variable of the target. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class EnvParameter extends OpenBean {

    @Required
    private @Nullable String parameter;

    @Required
    private @Nullable String name;

    /** The first container if absent. */
    private @Nullable String containerName;

    public @Nullable String getParameter() {
        return parameter;
    }

    public void setParameter(@Nullable String parameter) {
        this.parameter = parameter;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getContainerName() {
        return containerName;
    }

    public void setContainerName(@Nullable String containerName) {
        this.containerName = containerName;
    }
}
