package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The account that may read AWS Secrets Manager. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AwsCredentials extends OpenBean {

    @Required
    private @Nullable SecretValue accessKey;

    @Required
    private @Nullable SecretValue accessSecretKey;

    private @Nullable SecretValue accessToken;

    public @Nullable SecretValue getAccessKey() {
        return accessKey;
    }

    public void setAccessKey(@Nullable SecretValue accessKey) {
        this.accessKey = accessKey;
    }

    public @Nullable SecretValue getAccessSecretKey() {
        return accessSecretKey;
    }

    public void setAccessSecretKey(@Nullable SecretValue accessSecretKey) {
        this.accessSecretKey = accessSecretKey;
    }

    public @Nullable SecretValue getAccessToken() {
        return accessToken;
    }

    public void setAccessToken(@Nullable SecretValue accessToken) {
        this.accessToken = accessToken;
    }
}
