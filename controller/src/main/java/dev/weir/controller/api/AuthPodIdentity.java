package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** An identity that the platform gives to a pod. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AuthPodIdentity extends OpenBean {

    @Required
    @OneOf({"azure-workload", "gcp", "aws", "aws-eks", "none"})
    private @Nullable String provider;

    private @Nullable String identityId;

    private @Nullable String identityTenantId;

    private @Nullable String identityAuthorityHost;

    private @Nullable String roleArn;

    private @Nullable String externalID;

    @OneOf({"keda", "workload"})
    private @Nullable String identityOwner;

    public @Nullable String getProvider() {
        return provider;
    }

    public void setProvider(@Nullable String provider) {
        this.provider = provider;
    }

    public @Nullable String getIdentityId() {
        return identityId;
    }

    public void setIdentityId(@Nullable String identityId) {
        this.identityId = identityId;
    }

    public @Nullable String getIdentityTenantId() {
        return identityTenantId;
    }

    public void setIdentityTenantId(@Nullable String identityTenantId) {
        this.identityTenantId = identityTenantId;
    }

    public @Nullable String getIdentityAuthorityHost() {
        return identityAuthorityHost;
    }

    public void setIdentityAuthorityHost(@Nullable String identityAuthorityHost) {
        this.identityAuthorityHost = identityAuthorityHost;
    }

    public @Nullable String getRoleArn() {
        return roleArn;
    }

    public void setRoleArn(@Nullable String roleArn) {
        this.roleArn = roleArn;
    }

    public @Nullable String getExternalID() {
        return externalID;
    }

    public void setExternalID(@Nullable String externalID) {
        this.externalID = externalID;
    }

    public @Nullable String getIdentityOwner() {
        return identityOwner;
    }

    public void setIdentityOwner(@Nullable String identityOwner) {
        this.identityOwner = identityOwner;
    }
}
