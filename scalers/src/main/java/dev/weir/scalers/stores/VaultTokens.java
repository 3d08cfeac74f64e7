package dev.weir.scalers.stores;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpUpstream;
import dev.weir.scalers.upstream.Token;
import dev.weir.scalers.upstream.TokenExchange;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token of a login: looked up if it was given, else obtained; renewed for as long as the Vault allows, obtained anew
 * when it does not. A given token that never ends is looked up again from time to time.
 */
final class VaultTokens implements TokenExchange<String> {

    private static final Duration ENDLESS = Duration.ofHours(1);

    /** A renewal that gives less than this part of the first term comes close to the longest that the Vault allows. */
    private static final int LEAST_SHARE = 3;

    private final ScalerEnvironment environment;
    private final VaultLogin login;
    private final Lease<HttpUpstream> upstream;
    private @Nullable Term term;

    /** @param lasts what the Vault gave at first */
    private record Term(String token, boolean renewable, Duration lasts, Instant ends) {
        @Override
        public String toString() {
            return "Term[ends=" + ends + "]";
        }
    }

    VaultTokens(ScalerEnvironment environment, VaultLogin login) {
        this.environment = environment;
        this.login = login;
        this.upstream = HttpUpstream.lease(environment, tls(environment));
    }

    /** VAULT_SKIP_VERIFY counts, as for Vault's own clients. */
    static TlsSettings tls(ScalerEnvironment environment) {
        String skip = environment.variables().getOrDefault("VAULT_SKIP_VERIFY", "");
        return TlsSettings.unsafe(skip.equals("1") || skip.equalsIgnoreCase("true"));
    }

    @Override
    public Future<Token<String>> fetch() {
        Term known = term;
        boolean lives = known != null && environment.clock().instant().isBefore(known.ends());
        Future<Token<String>> fresh =
                known != null && lives && known.renewable() ? renew(known).recover(refused -> obtain()) : obtain();
        return fresh.recover(fault -> Future.failedFuture(fault instanceof ClassCastException ? unusable() : fault));
    }

    private SourceException unusable() {
        return new SourceException(
                "the Vault at " + Url.origin(login.address()) + " answered with something that holds no token");
    }

    private Future<Token<String>> obtain() {
        if (login.proof() instanceof VaultLogin.Given given) {
            return ask("GET", "auth/token/lookup-self", given.token(), null)
                    .map(json -> json.getJsonObject("data", new JsonObject()))
                    .map(data -> token(given.token(), data.getLong("ttl", 0L), data.getBoolean("renewable", false)));
        }
        VaultLogin.Kubernetes kubernetes = (VaultLogin.Kubernetes) login.proof();
        return kubernetes.token().token(environment).compose(jwt -> {
            JsonObject body = new JsonObject().put("jwt", jwt).put("role", kubernetes.role());
            return ask("POST", "auth/" + kubernetes.mount() + "/login", "", body)
                    .map(json -> json.getJsonObject("auth", new JsonObject()))
                    .map(auth -> token(
                            auth.getString("client_token", ""),
                            auth.getLong("lease_duration", 0L),
                            auth.getBoolean("renewable", false)));
        });
    }

    private Future<Token<String>> renew(Term known) {
        return ask("POST", "auth/token/renew-self", known.token(), new JsonObject())
                .map(json -> {
                    JsonObject auth = json.getJsonObject("auth", new JsonObject());
                    Duration lasts = Duration.ofSeconds(auth.getLong("lease_duration", 0L));
                    boolean obtainable = login.proof() instanceof VaultLogin.Kubernetes;
                    Instant now = environment.clock().instant();
                    term = new Term(
                            known.token(),
                            !(obtainable && nearlyOver(lasts, known.lasts())),
                            known.lasts(),
                            now.plus(lasts));
                    return new Token<>(known.token(), now, now.plus(lasts));
                });
    }

    private Token<String> token(String token, long seconds, boolean renewable) {
        if (token.isEmpty()) {
            throw unusable();
        }
        Instant now = environment.clock().instant();
        Duration lasts = seconds == 0 ? ENDLESS : Duration.ofSeconds(seconds);
        term = new Term(token, renewable && seconds > 0, lasts, now.plus(lasts));
        return new Token<>(token, now, now.plus(lasts));
    }

    private Future<JsonObject> ask(String method, String path, String token, @Nullable JsonObject body) {
        return upstream.client()
                .send(call(login, method, path, token, body))
                .map(answer -> JsonAnswers.json(answer.accepted()));
    }

    /**
     * Whether it is time to begin anew instead of renewing on.
     *
     * @param lasts what a renewal gave
     * @param first what the Vault gave at first
     */
    static boolean nearlyOver(Duration lasts, Duration first) {
        return lasts.multipliedBy(LEAST_SHARE).compareTo(first) < 0;
    }

    /** A request as Vault expects it. */
    static HttpCall call(VaultLogin login, String method, String path, String token, @Nullable JsonObject body) {
        HttpCall call = new HttpCall(
                        method,
                        login.address().replaceAll("/+$", "") + "/v1/" + path.replaceAll("^/+", ""),
                        Map.of(),
                        Map.of(),
                        body == null ? null : body.toBuffer(),
                        null)
                .header("X-Vault-Request", "true");
        HttpCall within = login.namespace().isEmpty() ? call : call.header("X-Vault-Namespace", login.namespace());
        HttpCall typed = body == null ? within : within.header("Content-Type", "application/json");
        return token.isEmpty() ? typed : typed.credential("X-Vault-Token", token);
    }

    @Override
    public Future<Void> close() {
        return upstream.release();
    }
}
