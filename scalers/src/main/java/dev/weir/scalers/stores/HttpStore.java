package dev.weir.scalers.stores;

import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks a store that answers one request of somebody known. */
final class HttpStore implements StoreClient {

    private final HttpAccess access;
    private final Supplier<Future<HttpCall>> call;
    private final Function<HttpAnswer, StoreAnswer> read;

    HttpStore(
            ScalerEnvironment environment,
            Identity identity,
            Supplier<Future<HttpCall>> call,
            Function<HttpAnswer, StoreAnswer> read) {
        this.access = HttpAccess.open(environment, TlsSettings.DEFAULT, identity);
        this.call = call;
        this.read = read;
    }

    @Override
    public Future<StoreAnswer> ask() {
        return call.get().compose(access::send).map(read);
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }
}
