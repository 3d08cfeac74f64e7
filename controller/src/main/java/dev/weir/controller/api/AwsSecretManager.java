package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters kept in AWS Secrets Manager. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AwsSecretManager extends OpenBean {

    @Required
    @Size(min = 1)
    private @Nullable List<AwsSecret> secrets;

    private @Nullable AwsCredentials credentials;

    private @Nullable AuthPodIdentity podIdentity;

    private @Nullable String region;

    public @Nullable List<AwsSecret> getSecrets() {
        return secrets;
    }

    public void setSecrets(@Nullable List<AwsSecret> secrets) {
        this.secrets = secrets;
    }

    public @Nullable AwsCredentials getCredentials() {
        return credentials;
    }

    public void setCredentials(@Nullable AwsCredentials credentials) {
        this.credentials = credentials;
    }

    public @Nullable AuthPodIdentity getPodIdentity() {
        return podIdentity;
    }

    public void setPodIdentity(@Nullable AuthPodIdentity podIdentity) {
        this.podIdentity = podIdentity;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }
}
