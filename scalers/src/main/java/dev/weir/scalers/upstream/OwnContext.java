package dev.weir.scalers.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Brings a future that several callers share to the context of each: without this the first caller's thread would run them all. */
final class OwnContext {

    private OwnContext() {}

    static <T> Future<T> of(Vertx vertx, Future<T> shared) {
        return of(vertx.getOrCreateContext(), shared);
    }

    static <T> Future<T> of(Context context, Future<T> shared) {
        return Future.fromCompletionStage(shared.toCompletionStage(), context);
    }
}
