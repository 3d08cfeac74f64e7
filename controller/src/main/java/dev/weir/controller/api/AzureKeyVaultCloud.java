package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Which Azure a vault is in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AzureKeyVaultCloud extends OpenBean {

    @Required
    private @Nullable String type;

    private @Nullable String keyVaultResourceURL;

    private @Nullable String activeDirectoryEndpoint;

    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }

    public @Nullable String getKeyVaultResourceURL() {
        return keyVaultResourceURL;
    }

    public void setKeyVaultResourceURL(@Nullable String keyVaultResourceURL) {
        this.keyVaultResourceURL = keyVaultResourceURL;
    }

    public @Nullable String getActiveDirectoryEndpoint() {
        return activeDirectoryEndpoint;
    }

    public void setActiveDirectoryEndpoint(@Nullable String activeDirectoryEndpoint) {
        this.activeDirectoryEndpoint = activeDirectoryEndpoint;
    }
}
