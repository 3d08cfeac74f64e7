package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters kept in an Azure Key Vault. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AzureKeyVault extends OpenBean {

    @Required
    private @Nullable String vaultUri;

    @Required
    @Size(min = 1)
    private @Nullable List<AzureKeyVaultSecret> secrets;

    private @Nullable AzureKeyVaultCredentials credentials;

    private @Nullable AuthPodIdentity podIdentity;

    private @Nullable AzureKeyVaultCloud cloud;

    public @Nullable String getVaultUri() {
        return vaultUri;
    }

    public void setVaultUri(@Nullable String vaultUri) {
        this.vaultUri = vaultUri;
    }

    public @Nullable List<AzureKeyVaultSecret> getSecrets() {
        return secrets;
    }

    public void setSecrets(@Nullable List<AzureKeyVaultSecret> secrets) {
        this.secrets = secrets;
    }

    public @Nullable AzureKeyVaultCredentials getCredentials() {
        return credentials;
    }

    public void setCredentials(@Nullable AzureKeyVaultCredentials credentials) {
        this.credentials = credentials;
    }

    public @Nullable AuthPodIdentity getPodIdentity() {
        return podIdentity;
    }

    public void setPodIdentity(@Nullable AuthPodIdentity podIdentity) {
        this.podIdentity = podIdentity;
    }

    public @Nullable AzureKeyVaultCloud getCloud() {
        return cloud;
    }

    public void setCloud(@Nullable AzureKeyVaultCloud cloud) {
        this.cloud = cloud;
    }
}
