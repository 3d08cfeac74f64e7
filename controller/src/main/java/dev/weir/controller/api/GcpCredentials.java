package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The account that may read Google Secret Manager. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class GcpCredentials extends OpenBean {

    @Required
    private @Nullable SecretValue clientSecret;

    public @Nullable SecretValue getClientSecret() {
        return clientSecret;
    }

    public void setClientSecret(@Nullable SecretValue clientSecret) {
        this.clientSecret = clientSecret;
    }
}
