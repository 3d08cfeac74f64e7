package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the parameters of a trigger that are secret come from. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class TriggerAuthenticationSpec extends OpenBean {

    private @Nullable AuthPodIdentity podIdentity;

    private @Nullable List<KeyedParameter> secretTargetRef;

    private @Nullable List<KeyedParameter> configMapTargetRef;

    private @Nullable List<EnvParameter> env;

    /** A file of JSON pairs; one path, not a list. */
    private @Nullable String filePath;

    private @Nullable HashiCorpVault hashiCorpVault;

    private @Nullable AzureKeyVault azureKeyVault;

    private @Nullable GcpSecretManager gcpSecretManager;

    private @Nullable AwsSecretManager awsSecretManager;

    private @Nullable List<BoundServiceAccountToken> boundServiceAccountToken;

    private @Nullable OAuth2 oauth2;

    public @Nullable AuthPodIdentity getPodIdentity() {
        return podIdentity;
    }

    public void setPodIdentity(@Nullable AuthPodIdentity podIdentity) {
        this.podIdentity = podIdentity;
    }

    public @Nullable List<KeyedParameter> getSecretTargetRef() {
        return secretTargetRef;
    }

    public void setSecretTargetRef(@Nullable List<KeyedParameter> secretTargetRef) {
        this.secretTargetRef = secretTargetRef;
    }

    public @Nullable List<KeyedParameter> getConfigMapTargetRef() {
        return configMapTargetRef;
    }

    public void setConfigMapTargetRef(@Nullable List<KeyedParameter> configMapTargetRef) {
        this.configMapTargetRef = configMapTargetRef;
    }

    public @Nullable List<EnvParameter> getEnv() {
        return env;
    }

    public void setEnv(@Nullable List<EnvParameter> env) {
        this.env = env;
    }

    public @Nullable String getFilePath() {
        return filePath;
    }

    public void setFilePath(@Nullable String filePath) {
        this.filePath = filePath;
    }

    public @Nullable HashiCorpVault getHashiCorpVault() {
        return hashiCorpVault;
    }

    public void setHashiCorpVault(@Nullable HashiCorpVault hashiCorpVault) {
        this.hashiCorpVault = hashiCorpVault;
    }

    public @Nullable AzureKeyVault getAzureKeyVault() {
        return azureKeyVault;
    }

    public void setAzureKeyVault(@Nullable AzureKeyVault azureKeyVault) {
        this.azureKeyVault = azureKeyVault;
    }

    public @Nullable GcpSecretManager getGcpSecretManager() {
        return gcpSecretManager;
    }

    public void setGcpSecretManager(@Nullable GcpSecretManager gcpSecretManager) {
        this.gcpSecretManager = gcpSecretManager;
    }

    public @Nullable AwsSecretManager getAwsSecretManager() {
        return awsSecretManager;
    }

    public void setAwsSecretManager(@Nullable AwsSecretManager awsSecretManager) {
        this.awsSecretManager = awsSecretManager;
    }

    public @Nullable List<BoundServiceAccountToken> getBoundServiceAccountToken() {
        return boundServiceAccountToken;
    }

    public void setBoundServiceAccountToken(@Nullable List<BoundServiceAccountToken> boundServiceAccountToken) {
        this.boundServiceAccountToken = boundServiceAccountToken;
    }

    public @Nullable OAuth2 getOauth2() {
        return oauth2;
    }

    public void setOauth2(@Nullable OAuth2 oauth2) {
        this.oauth2 = oauth2;
    }
}
