package dev.weir.scalers.auth;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.PodIdentity;

/**
 * Azure workload identity: a federated token file is exchanged for an access token.
 *
 * @param scope what the token is for, for example {@code https://prometheus.monitor.azure.com/.default}
 * @param clientId overrides the environment's AZURE_CLIENT_ID where not empty
 * @param tenantId overrides AZURE_TENANT_ID where not empty
 * @param authorityHost overrides AZURE_AUTHORITY_HOST where not empty; counts only together with a tenant
 */
public record AzureIdentity(String scope, String clientId, String tenantId, String authorityHost) implements Identity {

    /** The identity that a trigger's podIdentity names. */
    public static AzureIdentity of(PodIdentity identity, String scope) {
        return new AzureIdentity(
                scope,
                identity.settings().getOrDefault("identityId", ""),
                identity.settings().getOrDefault("identityTenantId", ""),
                identity.settings().getOrDefault("identityAuthorityHost", ""));
    }

    @Override
    public void into(SourceKeys.Question question) {
        question.with("azure.scope", scope)
                .with("azure.clientId", clientId)
                .with("azure.tenantId", tenantId)
                .with("azure.authorityHost", authorityHost);
    }
}
