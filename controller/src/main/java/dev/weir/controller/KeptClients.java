package dev.weir.controller;

import dev.weir.scalers.spi.Clients;
import dev.weir.scalers.upstream.SharedClients;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Clients of triggers that are made only to be looked at: the first ones stay open until the end, because to open one for
 * each of thousands of triggers takes longer than all else. One thread at a time.
 */
final class KeptClients implements Clients {

    private static final int MOST = 64;

    private final Clients clients = new SharedClients();
    private final Map<Record, Lease<?>> kept = new HashMap<>();

    @Override
    public <C> Lease<C> lease(Record key, Supplier<C> open, Function<C, Future<Void>> close) {
        if (kept.size() < MOST && !kept.containsKey(key)) {
            kept.put(key, clients.lease(key, open, close));
        }
        return clients.lease(key, open, close);
    }

    /** Gives back what was kept. */
    void release() {
        kept.values().forEach(Lease::release);
        kept.clear();
    }
}
