package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import java.util.Map;

/** Exchanges the federated token that the cluster puts in a file for an access token of Microsoft Entra ID. */
final class AzureTokens implements TokenExchange<String> {

    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final ScalerEnvironment environment;
    private final AzureIdentity identity;
    private final Lease<HttpUpstream> upstream;

    AzureTokens(ScalerEnvironment environment, AzureIdentity identity) {
        this.environment = environment;
        this.identity = identity;
        this.upstream = HttpUpstream.lease(environment, TlsSettings.DEFAULT);
    }

    @Override
    public Future<Token<String>> fetch() {
        try {
            HttpCall call = HttpCall.get(endpoint());
            String client = setting(identity.clientId(), "AZURE_CLIENT_ID");
            String file = setting("", "AZURE_FEDERATED_TOKEN_FILE");
            return CredentialFile.read(environment.vertx(), file, "the federated token file")
                    .compose(token -> upstream.client().send(ask(call.url(), client, token)))
                    .map(answer -> TokenAnswer.read(
                            answer.accepted(), environment.clock().instant()));
        } catch (SourceException e) {
            return Future.failedFuture(e);
        }
    }

    private HttpCall ask(String endpoint, String client, String token) {
        return HttpCall.form(
                endpoint,
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", client,
                        "scope", identity.scope(),
                        "client_assertion_type", ASSERTION,
                        "client_assertion", token));
    }

    private String endpoint() {
        String tenant = setting(identity.tenantId(), "AZURE_TENANT_ID");
        String own = identity.tenantId().isEmpty() ? "" : identity.authorityHost();
        String fallback = environment.variables().getOrDefault("AZURE_AUTHORITY_HOST", "");
        String host = !own.isEmpty() ? own : !fallback.isEmpty() ? fallback : "https://login.microsoftonline.com";
        return (host.contains("://") ? host : "https://" + host).replaceAll("/+$", "") + "/" + Url.escaped(tenant)
                + "/oauth2/v2.0/token";
    }

    private String setting(String given, String variable) {
        String value = given.isEmpty() ? environment.variables().getOrDefault(variable, "") : given;
        if (value.isEmpty()) {
            throw new SourceException("Azure workload identity: " + variable + " is not set in Weir's environment");
        }
        return value;
    }

    @Override
    public Future<Void> close() {
        return upstream.release();
    }
}
