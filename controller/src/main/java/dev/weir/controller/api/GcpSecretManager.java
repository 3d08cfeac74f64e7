package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters kept in Google Secret Manager. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class GcpSecretManager extends OpenBean {

    @Required
    @Size(min = 1)
    private @Nullable List<GcpSecret> secrets;

    private @Nullable GcpCredentials credentials;

    private @Nullable AuthPodIdentity podIdentity;

    public @Nullable List<GcpSecret> getSecrets() {
        return secrets;
    }

    public void setSecrets(@Nullable List<GcpSecret> secrets) {
        this.secrets = secrets;
    }

    public @Nullable GcpCredentials getCredentials() {
        return credentials;
    }

    public void setCredentials(@Nullable GcpCredentials credentials) {
        this.credentials = credentials;
    }

    public @Nullable AuthPodIdentity getPodIdentity() {
        return podIdentity;
    }

    public void setPodIdentity(@Nullable AuthPodIdentity podIdentity) {
        this.podIdentity = podIdentity;
    }
}
