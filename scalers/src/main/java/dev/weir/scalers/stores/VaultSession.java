package dev.weir.scalers.stores;

import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAnswer;
import dev.weir.scalers.upstream.HttpUpstream;
import dev.weir.scalers.upstream.Tokens;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/** A login with its token, shared by all who ask with it. */
final class VaultSession {

    private record Key(VaultLogin login) {}

    private final VaultLogin login;
    private final Lease<HttpUpstream> upstream;
    private final Tokens<String> tokens;

    private VaultSession(ScalerEnvironment environment, VaultLogin login) {
        this.login = login;
        this.upstream = HttpUpstream.lease(environment, VaultTokens.tls(environment));
        this.tokens = Tokens.of(environment, new VaultTokens(environment, login), login);
    }

    static Lease<VaultSession> lease(ScalerEnvironment environment, VaultLogin login) {
        return environment
                .clients()
                .lease(new Key(login), () -> new VaultSession(environment, login), VaultSession::close);
    }

    /** Sends with the token; one that is refused is replaced once, since it may have been revoked. */
    Future<HttpAnswer> send(String method, String path, @Nullable JsonObject body) {
        return exchange(method, path, body)
                .compose(answer -> answer.status() == HttpURLConnection.HTTP_FORBIDDEN && tokens.forget()
                        ? exchange(method, path, body)
                        : Future.succeededFuture(answer));
    }

    /** Has the token renewed if it is time to. */
    Future<Void> touch() {
        return tokens.get().mapEmpty();
    }

    private Future<HttpAnswer> exchange(String method, String path, @Nullable JsonObject body) {
        return tokens.get()
                .compose(token -> upstream.client().send(VaultTokens.call(login, method, path, token, body)));
    }

    private Future<Void> close() {
        return Future.join(upstream.release(), tokens.close()).mapEmpty();
    }
}
