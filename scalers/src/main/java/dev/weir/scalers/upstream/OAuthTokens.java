package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.OAuthClient;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import java.time.InstantSource;

/**
 * OAuth client credentials: id and secret go as HTTP Basic first and, if the server refuses that, as form fields; what it
 * took is remembered.
 */
final class OAuthTokens implements TokenExchange<String> {

    private final OAuthClient client;
    private final InstantSource clock;
    private final Lease<HttpUpstream> upstream;
    private volatile boolean asForm;

    OAuthTokens(ScalerEnvironment environment, OAuthClient client) {
        this.client = client;
        this.clock = environment.clock();
        this.upstream = HttpUpstream.lease(environment, client.tls());
    }

    @Override
    public Future<Token<String>> fetch() {
        return asForm
                ? ask(client.askWithForm())
                : ask(client.askWithBasic())
                        .recover(refused -> {
                            if (!(refused instanceof Refused)) {
                                return Future.failedFuture(refused);
                            }
                            return ask(client.askWithForm()).onSuccess(token -> asForm = true);
                        })
                        .recover(fault ->
                                Future.failedFuture(fault instanceof Refused refused ? refused.reason : fault));
    }

    @Override
    public Future<Void> close() {
        return upstream.release();
    }

    private Future<Token<String>> ask(HttpCall call) {
        return upstream.client().send(call).map(answer -> {
            if (!answer.successful()) {
                throw new Refused(answer.refused());
            }
            return TokenAnswer.read(answer, clock.instant());
        });
    }

    /** The server answered and said no: worth asking the other way. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient SourceException reason;

        Refused(SourceException reason) {
            super(reason.getMessage(), null, false, false);
            this.reason = reason;
        }
    }
}
