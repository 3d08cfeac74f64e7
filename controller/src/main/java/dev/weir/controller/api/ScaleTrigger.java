package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reason to scale. Every value of the metadata is a string; what it means is the business of the type. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ScaleTrigger extends OpenBean {

    @Required
    @Size(min = 1)
    private @Nullable String type;

    /** Unique inside the object where given. */
    private @Nullable String name;

    @Required
    private @Nullable Map<String, String> metadata;

    private @Nullable AuthenticationRef authenticationRef;

    /** Of ScaledObjects only; their schema names no values, that of ScaledJobs leaves it out. */
    private @Nullable String metricType;

    private @Nullable Boolean useCachedMetrics;

    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable Map<String, String> getMetadata() {
        return metadata;
    }

    public void setMetadata(@Nullable Map<String, String> metadata) {
        this.metadata = metadata;
    }

    public @Nullable AuthenticationRef getAuthenticationRef() {
        return authenticationRef;
    }

    public void setAuthenticationRef(@Nullable AuthenticationRef authenticationRef) {
        this.authenticationRef = authenticationRef;
    }

    public @Nullable String getMetricType() {
        return metricType;
    }

    public void setMetricType(@Nullable String metricType) {
        this.metricType = metricType;
    }

    public @Nullable Boolean getUseCachedMetrics() {
        return useCachedMetrics;
    }

    public void setUseCachedMetrics(@Nullable Boolean useCachedMetrics) {
        this.useCachedMetrics = useCachedMetrics;
    }
}
