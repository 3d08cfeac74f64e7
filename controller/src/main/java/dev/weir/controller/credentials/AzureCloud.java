package dev.weir.controller.credentials;

import dev.weir.controller.api.AzureKeyVaultCloud;
import dev.weir.scalers.auth.Url;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an Azure Key Vault's tokens come from, and what they are for.
 *
 * @param resource for example {@code https://vault.azure.net}
 * @param authority for example {@code https://login.microsoftonline.com}
 */
record AzureCloud(String resource, String authority) {

    /** KEDA takes the public cloud whatever is given. */
    static AzureCloud of(@Nullable AzureKeyVaultCloud cloud, Map<String, String> variables) {
        String type =
                cloud == null || cloud.getType() == null ? "" : cloud.getType().toUpperCase(Locale.ROOT);
        String own = variables.getOrDefault("AZURE_AUTHORITY_HOST", "");
        return switch (type) {
            case "AZUREUSGOVERNMENTCLOUD" ->
                new AzureCloud("https://vault.usgovcloudapi.net", "https://login.microsoftonline.us");
            case "AZURECHINACLOUD" -> new AzureCloud("https://vault.azure.cn", "https://login.chinacloudapi.cn");
            case "PRIVATE" ->
                new AzureCloud(
                        orElse(cloud == null ? null : cloud.getKeyVaultResourceURL(), "https://vault.azure.net"),
                        orElse(cloud == null ? null : cloud.getActiveDirectoryEndpoint(), own));
            default -> new AzureCloud("https://vault.azure.net", own);
        };
    }

    String scope() {
        return resource.replaceAll("/+$", "") + "/.default";
    }

    String tokenEndpoint(String tenant) {
        String host = authority.isEmpty() ? "https://login.microsoftonline.com" : authority.replaceAll("/+$", "");
        return (host.contains("://") ? host : "https://" + host) + "/" + Url.escaped(tenant) + "/oauth2/v2.0/token";
    }

    private static String orElse(@Nullable String given, String otherwise) {
        return given == null || given.isEmpty() ? otherwise : given;
    }
}
