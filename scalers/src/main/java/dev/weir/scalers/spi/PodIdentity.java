package dev.weir.scalers.spi;

import java.util.Map;

/**
 * Where a trigger gets an identity that is not written down as a secret.
 *
 * @param provider {@code none}, {@code aws}, {@code azure-workload} or {@code gcp}
 * @param settings identityId, identityTenantId, identityAuthorityHost, roleArn, externalID as far as given
 */
public record PodIdentity(String provider, Map<String, String> settings) {

    /** No identity: credentials come from parameters. */
    public static final PodIdentity NONE = new PodIdentity("none", Map.of());

    public PodIdentity {
        settings = Map.copyOf(settings);
    }

    public boolean isNone() {
        return provider.isEmpty() || provider.equals("none");
    }
}
