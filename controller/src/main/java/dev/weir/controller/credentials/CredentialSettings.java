package dev.weir.controller.credentials;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where credentials may come from.
 *
 * @param clusterObjectNamespace where Secrets and ConfigMaps of ClusterTriggerAuthentications are read
 * @param restricted whether Secrets are read there only, whoever refers to them; KEDA's KEDA_RESTRICT_SECRET_ACCESS
 * @param fileRoot the folder below which {@code filePath} may lead; null if no file may be read. KEDA's {@code
 *     --filepath-auth-root-path}
 * @param tokenLife of tokens of ServiceAccounts; KEDA's KEDA_BOUND_SERVICE_ACCOUNT_TOKEN_EXPIRY, 1 h to 6 h
 * @param variables of the process: VAULT_TOKEN, AZURE_AUTHORITY_HOST
 */
public record CredentialSettings(
        String clusterObjectNamespace,
        boolean restricted,
        @Nullable Path fileRoot,
        Duration tokenLife,
        Map<String, String> variables) {

    public static final Duration DEFAULT_TOKEN_LIFE = Duration.ofHours(1);

    public CredentialSettings {
        variables = Map.copyOf(variables);
    }

    /** What holds where nothing is set. */
    public static CredentialSettings of(String clusterObjectNamespace) {
        return new CredentialSettings(clusterObjectNamespace, false, null, DEFAULT_TOKEN_LIFE, Map.of());
    }

    /** Shows no variable: some are secret. */
    @Override
    public String toString() {
        return "CredentialSettings[clusterObjectNamespace=" + clusterObjectNamespace + ", restricted=" + restricted
                + ", fileRoot=" + fileRoot + ", tokenLife=" + tokenLife + "]";
    }
}
