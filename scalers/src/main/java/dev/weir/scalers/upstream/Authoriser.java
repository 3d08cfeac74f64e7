package dev.weir.scalers.upstream;

import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.auth.GcpIdentity;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.auth.OAuthClient;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;

/** Puts an identity on calls. One is shared by all who ask with the same identity. */
interface Authoriser {

    /** The call with the identity on it; completes on the caller's context. */
    Future<HttpCall> authorise(HttpCall call);

    /** Drops what was fetched because the upstream refused it. False if it is so new that asking again is pointless. */
    boolean forget();

    /** Gives back what was leased for fetching. */
    Future<Void> close();

    /** Takes a share of the identity's authoriser; {@code Identity} records hide their secrets in {@code toString}. */
    static Lease<Authoriser> lease(ScalerEnvironment environment, Identity identity) {
        return environment.clients().lease((Record) identity, () -> of(environment, identity), Authoriser::close);
    }

    private static Authoriser of(ScalerEnvironment environment, Identity identity) {
        if (identity instanceof OAuthClient client) {
            return new BearerTokens(environment, client, new OAuthTokens(environment, client));
        }
        if (identity instanceof AzureIdentity azure) {
            return new BearerTokens(environment, azure, new AzureTokens(environment, azure));
        }
        if (identity instanceof GcpIdentity gcp) {
            return new BearerTokens(environment, gcp, new GcpTokens(environment, gcp));
        }
        return new AwsSigning(environment, (AwsIdentity) identity);
    }
}
