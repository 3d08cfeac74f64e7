package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A parameter that is a token of a service account. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class BoundServiceAccountToken extends OpenBean {

    @Required
    private @Nullable String parameter;

    @Required
    private @Nullable String serviceAccountName;

    public @Nullable String getParameter() {
        return parameter;
    }

    public void setParameter(@Nullable String parameter) {
        this.parameter = parameter;
    }

    public @Nullable String getServiceAccountName() {
        return serviceAccountName;
    }

    public void setServiceAccountName(@Nullable String serviceAccountName) {
        this.serviceAccountName = serviceAccountName;
    }
}
