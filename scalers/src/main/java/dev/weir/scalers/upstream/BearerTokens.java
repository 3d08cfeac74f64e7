package dev.weir.scalers.upstream;

import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;

/** Puts {@code Authorization: Bearer} with a fetched token on calls. */
final class BearerTokens implements Authoriser {

    private final Tokens<String> tokens;

    BearerTokens(ScalerEnvironment environment, Identity identity, TokenExchange<String> exchange) {
        this.tokens = Tokens.of(environment, exchange, identity);
    }

    @Override
    public Future<HttpCall> authorise(HttpCall call) {
        return tokens.get().map(token -> call.credential("Authorization", "Bearer " + token));
    }

    @Override
    public boolean forget() {
        return tokens.forget();
    }

    @Override
    public Future<Void> close() {
        return tokens.close();
    }
}
