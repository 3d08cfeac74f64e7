package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The application that may read an Azure Key Vault. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AzureKeyVaultCredentials extends OpenBean {

    @Required
    private @Nullable String clientId;

    @Required
    private @Nullable String tenantId;

    @Required
    private @Nullable SecretValue clientSecret;

    public @Nullable String getClientId() {
        return clientId;
    }

    public void setClientId(@Nullable String clientId) {
        this.clientId = clientId;
    }

    public @Nullable String getTenantId() {
        return tenantId;
    }

    public void setTenantId(@Nullable String tenantId) {
        this.tenantId = tenantId;
    }

    public @Nullable SecretValue getClientSecret() {
        return clientSecret;
    }

    public void setClientSecret(@Nullable SecretValue clientSecret) {
        this.clientSecret = clientSecret;
    }
}
