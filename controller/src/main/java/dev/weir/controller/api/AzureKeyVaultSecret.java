package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One parameter in an Azure Key Vault. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AzureKeyVaultSecret extends OpenBean {

    @Required
    private @Nullable String parameter;

    @Required
    private @Nullable String name;

    /** The latest if absent. */
    private @Nullable String version;

    public @Nullable String getParameter() {
        return parameter;
    }

    public void setParameter(@Nullable String parameter) {
        this.parameter = parameter;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getVersion() {
        return version;
    }

    public void setVersion(@Nullable String version) {
        this.version = version;
    }
}
