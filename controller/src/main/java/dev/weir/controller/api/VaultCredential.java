package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What one shows to a Vault to be let in. The token is secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class VaultCredential extends OpenBean {

    private @Nullable String token;

    private @Nullable String serviceAccount;

    private @Nullable String serviceAccountName;

    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = token;
    }

    public @Nullable String getServiceAccount() {
        return serviceAccount;
    }

    public void setServiceAccount(@Nullable String serviceAccount) {
        this.serviceAccount = serviceAccount;
    }

    public @Nullable String getServiceAccountName() {
        return serviceAccountName;
    }

    public void setServiceAccountName(@Nullable String serviceAccountName) {
        this.serviceAccountName = serviceAccountName;
    }
}
