package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.AwsKeys;
import dev.weir.scalers.auth.AwsSignature;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;

/** Signs calls for AWS, with keys or with a session that is renewed. */
final class AwsSigning implements Authoriser {

    private final ScalerEnvironment environment;
    private final AwsIdentity identity;
    private final Tokens<AwsKeys> sessions;

    AwsSigning(ScalerEnvironment environment, AwsIdentity identity) {
        this.environment = environment;
        this.identity = identity;
        this.sessions = Tokens.of(environment, identity);
    }

    @Override
    public Future<HttpCall> authorise(HttpCall call) {
        String region = identity.regionIn(environment.variables());
        if (region.isEmpty()) {
            return Future.failedFuture(new SourceException(
                    call + ": the AWS region is not known; give awsRegion, or AWS_REGION in Weir's environment"));
        }
        return sessions.get().map(keys -> sign(call, keys, region));
    }

    private HttpCall sign(HttpCall call, AwsKeys keys, String region) {
        try {
            return new AwsSignature(identity.service(), region).sign(call, keys, environment.clock());
        } catch (IllegalArgumentException e) {
            throw new SourceException(call + ": the request cannot be signed for AWS: its URL is not valid");
        }
    }

    @Override
    public boolean forget() {
        return sessions.forget();
    }

    @Override
    public Future<Void> close() {
        return sessions.close();
    }
}
