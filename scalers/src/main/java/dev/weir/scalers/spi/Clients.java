package dev.weir.scalers.spi;

import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/** Connections shared by all who use the same upstream with the same settings, closed with their last user. */
public interface Clients {

    /**
     * Takes a share of the client with this key; opens it if nobody has it yet. May be called from any thread; {@code open}
     * must not block.
     *
     * @param key a record that names kind of client, upstream and settings; its {@code toString} shows no secret
     * @param open makes the client
     * @param close gives it back
     */
    <C> Lease<C> lease(Record key, Supplier<C> open, Function<C, Future<Void>> close);

    /** One user's share of a client. */
    interface Lease<C> {

        /** The shared client. */
        C client();

        /** Gives the share back; the last one closes the client. Twice is allowed. */
        Future<Void> release();
    }
}
