package dev.weir.scalers.auth;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.Params;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The auth block that HTTP triggers share: which modes are listed, and what each needs. A mode that the trigger type does
 * not implement is checked and has no effect, which is warned of.
 *
 * @param listed whether any mode is listed, implemented or not
 * @param modes those that are listed and implemented
 * @param credential the header that proves who asks (bearer before basic before custom), or null
 * @param apiKey or null
 * @param oauth or null
 * @param tls the block's ca, cert and key as given; the trigger decides when they are used
 */
public record AuthConfig(
        boolean listed,
        Set<AuthMode> modes,
        @Nullable Header credential,
        @Nullable ApiKey apiKey,
        @Nullable OAuthClient oauth,
        TlsSettings tls) {

    /** A header with a secret value. */
    public record Header(String name, String value) {
        @Override
        public String toString() {
            return "Header[" + name + "]";
        }
    }

    /** A key sent as header or query parameter. */
    public record ApiKey(boolean inQuery, String name, String value) {
        @Override
        public String toString() {
            return "ApiKey[" + name + "]";
        }
    }

    private enum Method {
        header,
        query
    }

    public AuthConfig {
        modes = Set.copyOf(modes);
    }

    /** Reads the block; {@code supported} are the modes that have an effect for this trigger type. */
    public static AuthConfig from(Params params, Set<AuthMode> supported) {
        Set<AuthMode> listed = modes(params);
        listed.stream()
                .filter(mode -> !supported.contains(mode))
                .forEach(mode ->
                        params.warn("authModes", "lists \"" + mode + "\", which has no effect for this trigger type"));
        Header bearer = bearer(params, listed);
        Header basic = basic(params, listed);
        Header custom = custom(params, listed);
        ApiKey apiKey = apiKey(params, listed);
        TlsSettings tls = tls(params, listed);
        OAuthClient oauth = oauth(params, listed);
        Set<AuthMode> effective = EnumSet.noneOf(AuthMode.class);
        effective.addAll(listed);
        effective.retainAll(supported);
        Header credential = effective.contains(AuthMode.bearer)
                ? bearer
                : effective.contains(AuthMode.basic) ? basic : effective.contains(AuthMode.custom) ? custom : null;
        return new AuthConfig(
                !listed.isEmpty(),
                effective,
                credential,
                effective.contains(AuthMode.apiKey) ? apiKey : null,
                effective.contains(AuthMode.oauth) ? oauth : null,
                tls);
    }

    /** The value of a Basic Authorization header. */
    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public boolean has(AuthMode mode) {
        return modes.contains(mode);
    }

    /** What has to be fetched before asking. */
    public Optional<Identity> identity() {
        return Optional.ofNullable(oauth);
    }

    /** The call with header, key or query parameter added. */
    public HttpCall apply(HttpCall call) {
        HttpCall with = credential == null ? call : call.credential(credential.name(), credential.value());
        if (apiKey == null) {
            return with;
        }
        return apiKey.inQuery()
                ? with.to(Url.parse(with.url())
                        .withQuery(apiKey.name(), apiKey.value())
                        .complete())
                : with.credential(apiKey.name(), apiKey.value());
    }

    /** Adds what distinguishes two askers to a question; TLS is added by the trigger, which knows what it uses. */
    public void into(SourceKeys.Question question) {
        if (credential != null) {
            question.with("auth.header", credential.name()).with("auth.value", credential.value());
        }
        if (apiKey != null) {
            question.with("auth.apiKey.in", apiKey.inQuery() ? "query" : "header")
                    .with("auth.apiKey.name", apiKey.name())
                    .with("auth.apiKey.value", apiKey.value());
        }
        if (oauth != null) {
            oauth.into(question);
        }
    }

    private static Set<AuthMode> modes(Params params) {
        Set<AuthMode> modes = EnumSet.noneOf(AuthMode.class);
        for (String word :
                params.list("authModes", "authMode").from(METADATA, AUTH).orElse(List.of())) {
            Optional<AuthMode> mode = EnumSet.allOf(AuthMode.class).stream()
                    .filter(m -> m.name().equals(word))
                    .findFirst();
            mode.ifPresentOrElse(
                    modes::add,
                    () -> params.problem(
                            "authModes",
                            "lists " + shown(params, word)
                                    + "; accepted are apiKey, basic, tls, bearer, custom and oauth"));
        }
        long exclusive = modes.stream()
                .filter(EnumSet.of(AuthMode.bearer, AuthMode.basic, AuthMode.oauth)::contains)
                .count();
        params.require(exclusive <= 1, "authModes", "lists more than one of bearer, basic and oauth");
        return modes;
    }

    /** What does not stand in the manifest comes from where secrets are. */
    private static String shown(Params params, String word) {
        boolean inManifest = params.spec().metadata().values().stream().anyMatch(value -> value.contains(word));
        return inManifest ? "\"" + word + "\"" : "something else (value hidden)";
    }

    private static @Nullable Header bearer(Params params, Set<AuthMode> listed) {
        String token = params.text("bearerToken", "token").from(AUTH).orNull();
        return needed(params, listed, AuthMode.bearer, "bearerToken", token)
                ? new Header("Authorization", "Bearer " + token)
                : null;
    }

    private static @Nullable Header basic(Params params, Set<AuthMode> listed) {
        String user = params.text("username").from(AUTH).orNull();
        String password = params.text("password").from(AUTH).orElse("");
        return needed(params, listed, AuthMode.basic, "username", user)
                ? new Header("Authorization", basic(String.valueOf(user), password))
                : null;
    }

    private static @Nullable Header custom(Params params, Set<AuthMode> listed) {
        String name = params.text("customAuthHeader").from(AUTH).orNull();
        String value = params.text("customAuthValue").from(AUTH).orNull();
        boolean both = needed(params, listed, AuthMode.custom, "customAuthHeader", name)
                & needed(params, listed, AuthMode.custom, "customAuthValue", value);
        return both ? new Header(String.valueOf(name), String.valueOf(value)) : null;
    }

    private static @Nullable ApiKey apiKey(Params params, Set<AuthMode> listed) {
        String key = params.text("apiKey").from(METADATA, AUTH).orNull();
        boolean inQuery =
                params.oneOf(Method.class, "method").from(METADATA, AUTH).orElse(Method.header) == Method.query;
        String name = params.text("keyParamName").from(METADATA, AUTH).orElse(inQuery ? "api_key" : "X-API-KEY");
        return needed(params, listed, AuthMode.apiKey, "apiKey", key)
                ? new ApiKey(inQuery, name, String.valueOf(key))
                : null;
    }

    private static TlsSettings tls(Params params, Set<AuthMode> listed) {
        String ca = params.text("ca").from(AUTH).orElse("");
        String cert = params.text("cert").from(AUTH).orNull();
        String key = params.text("key").from(AUTH).orNull();
        boolean pair =
                needed(params, listed, AuthMode.tls, "cert", cert) & needed(params, listed, AuthMode.tls, "key", key);
        return pair
                ? new TlsSettings(ca, String.valueOf(cert), String.valueOf(key), "", false)
                : new TlsSettings(ca, "", "", "", false);
    }

    private static @Nullable OAuthClient oauth(Params params, Set<AuthMode> listed) {
        String uri = params.text("oauthTokenURI").from(AUTH).orNull();
        String id = params.text("clientID").from(AUTH).orNull();
        String secret = params.text("clientSecret").from(AUTH).orElse("");
        List<String> scopes = params.list("scopes", "scope").from(AUTH).orElse(List.of());
        Map<String, String> more = params.query("endpointParams").from(AUTH).orElse(Map.of());
        boolean both = needed(params, listed, AuthMode.oauth, "oauthTokenURI", uri)
                & needed(params, listed, AuthMode.oauth, "clientID", id);
        return both
                ? new OAuthClient(String.valueOf(uri), String.valueOf(id), secret, scopes, more, TlsSettings.DEFAULT)
                : null;
    }

    /** Whether the mode is listed and has what it needs; a problem if it is listed and has not. */
    private static boolean needed(
            Params params, Set<AuthMode> listed, AuthMode mode, String name, @Nullable String value) {
        if (listed.contains(mode) && value == null) {
            params.problem(name, "is missing in the TriggerAuthentication; authModes lists \"" + mode + "\"");
        }
        return listed.contains(mode) && value != null;
    }
}
