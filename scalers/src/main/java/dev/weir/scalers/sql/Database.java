package dev.weir.scalers.sql;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/**
 * A database and how to log in: whoever has the same one shares a pool. Implementations are records whose {@code toString}
 * shows no secret.
 */
interface Database {

    /** {@code postgresql://host:port/name} or the like; where there are several hosts, the first one. */
    String origin();

    /** Adds all that distinguishes two logins to a question. */
    void into(SourceKeys.Question question);

    /** Whose token is the password; empty where the login holds all it needs. */
    default Optional<AzureIdentity> identity() {
        return Optional.empty();
    }

    /** One database for each host, and each way to it, that may be tried, in their order. */
    default List<Database> candidates() {
        return List.of(this);
    }

    /**
     * Makes a pool of the client; reaches no network. Files are read on a worker thread.
     *
     * @param token stands for the password, empty where there is no identity
     */
    Future<Pool> open(ScalerEnvironment environment, String token);

    /** Whether a connection that was made leads to a server that is wanted; fails if not. */
    default Future<Void> fit(SqlConnection connection) {
        return Future.succeededFuture();
    }

    /** Tells the server that nobody waits for the answer any more, where the protocol can say so; best effort. */
    default Future<Void> cancel(SqlConnection connection) {
        return Future.succeededFuture();
    }

    /** Whether the server's no to a login is its last word, so that no other way to it is tried. */
    default boolean decided(Throwable fault) {
        return false;
    }

    /** What went wrong in the server's own words, or empty if it was not the server who said no. */
    Optional<String> refusal(Throwable fault);
}
