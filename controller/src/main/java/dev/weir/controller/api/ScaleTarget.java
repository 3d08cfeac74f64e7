package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The workload to scale, in the namespace of the ScaledObject; an apps/v1 Deployment unless said otherwise. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ScaleTarget extends OpenBean {

    @Required
    @Size(min = 1)
    private @Nullable String name;

    private @Nullable String apiVersion;

    private @Nullable String kind;

    /** Container whose environment feeds the {@code …FromEnv} parameters; the first one if absent. */
    private @Nullable String envSourceContainerName;

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getApiVersion() {
        return apiVersion;
    }

    public void setApiVersion(@Nullable String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public @Nullable String getKind() {
        return kind;
    }

    public void setKind(@Nullable String kind) {
        this.kind = kind;
    }

    public @Nullable String getEnvSourceContainerName() {
        return envSourceContainerName;
    }

    public void setEnvSourceContainerName(@Nullable String envSourceContainerName) {
        this.envSourceContainerName = envSourceContainerName;
    }
}
