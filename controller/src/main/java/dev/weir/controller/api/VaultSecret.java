package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One parameter in a Vault. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class VaultSecret extends OpenBean {

    @Required
    private @Nullable String parameter;

    @Required
    private @Nullable String path;

    @Required
    private @Nullable String key;

    @OneOf({"", "secretV2", "secret", "pki"})
    private @Nullable String type;

    private @Nullable VaultPkiData pkiData;

    public @Nullable String getParameter() {
        return parameter;
    }

    public void setParameter(@Nullable String parameter) {
        this.parameter = parameter;
    }

    public @Nullable String getPath() {
        return path;
    }

    public void setPath(@Nullable String path) {
        this.path = path;
    }

    public @Nullable String getKey() {
        return key;
    }

    public void setKey(@Nullable String key) {
        this.key = key;
    }

    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }

    public @Nullable VaultPkiData getPkiData() {
        return pkiData;
    }

    public void setPkiData(@Nullable VaultPkiData pkiData) {
        this.pkiData = pkiData;
    }
}
