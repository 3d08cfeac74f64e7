package dev.weir.scalers.upstream;

import io.vertx.core.Future;

/** Fetches a fresh token; one at a time. */
public interface TokenExchange<T> {

    Future<Token<T>> fetch();

    Future<Void> close();
}
