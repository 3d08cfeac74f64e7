package dev.weir.scalers.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/**
 * A pool of the client to one host with one password. Used until it breaks, or its token is over.
 *
 * @param index of the host among the candidates
 * @param token it was made with, empty where there is none; secret
 * @param pool on its way
 */
record Link(int index, String token, Future<Pool> pool) {

    /** Also where it was never made. */
    Future<Void> close() {
        return pool.transform(made -> made.succeeded() ? made.result().close() : Future.succeededFuture());
    }

    /** Two links are never the same one. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return "Link[" + index + "]";
    }
}
