package dev.weir.scalers.upstream;

import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;

/** Access tokens for upstreams that are not asked over HTTP: there a token stands where the password would. */
public final class AccessTokens {

    private record Key(AzureIdentity identity) {}

    private final Tokens<String> tokens;

    private AccessTokens(Tokens<String> tokens) {
        this.tokens = tokens;
    }

    /** Takes a share of the identity's tokens; reaches no network. */
    public static Lease<AccessTokens> lease(ScalerEnvironment environment, AzureIdentity identity) {
        return environment
                .clients()
                .lease(
                        new Key(identity),
                        () -> new AccessTokens(
                                Tokens.of(environment, new AzureTokens(environment, identity), identity)),
                        AccessTokens::close);
    }

    /** A token that is valid now; completes on the caller's context. */
    public Future<String> get() {
        return tokens.get();
    }

    /** Drops the token, because the upstream refused it, unless it was obtained only now. */
    public boolean forget() {
        return tokens.forget();
    }

    private Future<Void> close() {
        return tokens.close();
    }
}
