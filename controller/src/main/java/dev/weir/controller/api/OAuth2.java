package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to get an access token. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class OAuth2 extends OpenBean {

    @Required
    @Default("clientCredentials")
    @OneOf("clientCredentials")
    private @Nullable String type;

    @Required
    private @Nullable String clientId;

    @Required
    private @Nullable String tokenUrl;

    private @Nullable SecretValue clientSecret;

    private @Nullable List<String> scopes;

    private @Nullable Map<String, String> tokenUrlParams;

    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }

    public @Nullable String getClientId() {
        return clientId;
    }

    public void setClientId(@Nullable String clientId) {
        this.clientId = clientId;
    }

    public @Nullable String getTokenUrl() {
        return tokenUrl;
    }

    public void setTokenUrl(@Nullable String tokenUrl) {
        this.tokenUrl = tokenUrl;
    }

    public @Nullable SecretValue getClientSecret() {
        return clientSecret;
    }

    public void setClientSecret(@Nullable SecretValue clientSecret) {
        this.clientSecret = clientSecret;
    }

    public @Nullable List<String> getScopes() {
        return scopes;
    }

    public void setScopes(@Nullable List<String> scopes) {
        this.scopes = scopes;
    }

    public @Nullable Map<String, String> getTokenUrlParams() {
        return tokenUrlParams;
    }

    public void setTokenUrlParams(@Nullable Map<String, String> tokenUrlParams) {
        this.tokenUrlParams = tokenUrlParams;
    }
}
