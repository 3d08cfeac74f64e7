package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters kept in a HashiCorp Vault. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class HashiCorpVault extends OpenBean {

    @Required
    private @Nullable String address;

    @Required
    @OneOf({"token", "kubernetes"})
    private @Nullable String authentication;

    private @Nullable String namespace;

    private @Nullable String role;

    private @Nullable String mount;

    private @Nullable VaultCredential credential;

    @Required
    @Size(min = 1)
    private @Nullable List<VaultSecret> secrets;

    public @Nullable String getAddress() {
        return address;
    }

    public void setAddress(@Nullable String address) {
        this.address = address;
    }

    public @Nullable String getAuthentication() {
        return authentication;
    }

    public void setAuthentication(@Nullable String authentication) {
        this.authentication = authentication;
    }

    public @Nullable String getNamespace() {
        return namespace;
    }

    public void setNamespace(@Nullable String namespace) {
        this.namespace = namespace;
    }

    public @Nullable String getRole() {
        return role;
    }

    public void setRole(@Nullable String role) {
        this.role = role;
    }

    public @Nullable String getMount() {
        return mount;
    }

    public void setMount(@Nullable String mount) {
        this.mount = mount;
    }

    public @Nullable VaultCredential getCredential() {
        return credential;
    }

    public void setCredential(@Nullable VaultCredential credential) {
        this.credential = credential;
    }

    public @Nullable List<VaultSecret> getSecrets() {
        return secrets;
    }

    public void setSecrets(@Nullable List<VaultSecret> secrets) {
        this.secrets = secrets;
    }
}
