package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.GcpAccount;
import dev.weir.scalers.auth.GcpIdentity;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;

/** Google access tokens: from a service account's key, or from the metadata server of the machine. */
final class GcpTokens implements TokenExchange<String> {

    private static final String TOKEN_PATH = "/computeMetadata/v1/instance/service-accounts/default/token?scopes=";

    private final ScalerEnvironment environment;
    private final GcpIdentity identity;
    private final Lease<HttpUpstream> upstream;

    GcpTokens(ScalerEnvironment environment, GcpIdentity identity) {
        this.environment = environment;
        this.identity = identity;
        this.upstream = HttpUpstream.lease(environment, TlsSettings.DEFAULT);
    }

    @Override
    public Future<Token<String>> fetch() {
        return call().compose(upstream.client()::send)
                .map(answer ->
                        TokenAnswer.read(answer.accepted(), environment.clock().instant()));
    }

    private Future<HttpCall> call() {
        if (!identity.account().isEmpty()) {
            return signed(identity.account());
        }
        String own = environment.variables().getOrDefault("GOOGLE_APPLICATION_CREDENTIALS", "");
        String file = identity.file().isEmpty() ? own : identity.file();
        return file.isEmpty()
                ? Future.succeededFuture(metadata())
                : CredentialFile.read(environment.vertx(), file, "the Google credentials file")
                        .compose(this::signed);
    }

    /** Signing takes a millisecond or two, once an hour. */
    private Future<HttpCall> signed(String json) {
        try {
            return Future.succeededFuture(GcpAccount.parse(json)
                    .ask(identity.scope(), environment.clock().instant()));
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new SourceException("the Google credentials: the text " + e.getMessage()));
        }
    }

    private HttpCall metadata() {
        String host = environment.variables().getOrDefault("GCE_METADATA_HOST", "metadata.google.internal");
        return HttpCall.get("http://" + host + TOKEN_PATH + Url.escaped(identity.scope()))
                .header("Metadata-Flavor", "Google");
    }

    @Override
    public Future<Void> close() {
        return upstream.release();
    }
}
