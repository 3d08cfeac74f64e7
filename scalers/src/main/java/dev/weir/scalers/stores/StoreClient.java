package dev.weir.scalers.stores;

import io.vertx.core.Future;

/** Asks one question of a store, as often as it is told to. One question is in flight at a time. */
@FunctionalInterface
public interface StoreClient {

    /**
     * Asks now. Fails with a {@link dev.weir.cache.source.SourceException} that names the store, or with an {@link
     * UnreadableSecretException} where the store let us in and only this secret cannot be had; neither holds a secret.
     */
    Future<StoreAnswer> ask();

    /** Gives back what was leased, if anything was. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }
}
