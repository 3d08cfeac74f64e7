package dev.weir.scalers.auth;

import dev.weir.cache.source.SourceKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * OAuth 2 client credentials.
 *
 * @param clientSecret secret
 * @param scopes joined by a space when sent
 * @param endpointParams further form fields; may be secret
 * @param tls of the connection to the token server
 */
public record OAuthClient(
        String tokenUri,
        String clientId,
        String clientSecret,
        List<String> scopes,
        Map<String, String> endpointParams,
        TlsSettings tls)
        implements Identity {

    public OAuthClient {
        scopes = List.copyOf(scopes);
        endpointParams = Map.copyOf(endpointParams);
    }

    /** The token request with id and secret as HTTP Basic, each form-escaped first as RFC 6749 asks. */
    public HttpCall askWithBasic() {
        return HttpCall.form(tokenUri, fields())
                .credential("Authorization", AuthConfig.basic(Url.escaped(clientId), Url.escaped(clientSecret)));
    }

    /** The token request with id and secret as form fields. */
    public HttpCall askWithForm() {
        Map<String, String> fields = fields();
        fields.put("client_id", clientId);
        if (!clientSecret.isEmpty()) {
            fields.put("client_secret", clientSecret);
        }
        return HttpCall.form(tokenUri, fields);
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>(endpointParams);
        fields.put("grant_type", "client_credentials");
        if (!scopes.isEmpty()) {
            fields.put("scope", String.join(" ", scopes));
        }
        return fields;
    }

    @Override
    public void into(SourceKeys.Question question) {
        question.with("oauth.tokenUri", tokenUri)
                .with("oauth.clientId", clientId)
                .with("oauth.clientSecret", clientSecret)
                .with("oauth.scopes", scopes)
                .with("oauth.params", endpointParams);
    }

    @Override
    public String toString() {
        return "OAuthClient[" + Url.origin(tokenUri) + "]";
    }
}
