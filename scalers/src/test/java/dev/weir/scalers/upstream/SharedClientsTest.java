package dev.weir.scalers.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.scalers.spi.Clients.Lease;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SharedClientsTest {

    private record Key(String name) {}

    private final SharedClients clients = new SharedClients();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void opensOnceAndClosesWithTheLastUser() {
        Lease<Object> one = lease("a");
        Lease<Object> two = lease("a");
        assertSame(one.client(), two.client());
        one.release();
        one.release();
        assertEquals(0, closed.get());
        two.release();
        assertEquals(1, closed.get());
        assertEquals(0, clients.size());
        assertNotSame(one.client(), lease("a").client());
    }

    @Test
    void opensOneClientFromWithinAnother() {
        Lease<Lease<Object>> outer = clients.lease(new Key("outer"), () -> lease("inner"), inner -> inner.release());
        assertEquals(2, clients.size());
        outer.release();
        assertEquals(0, clients.size());
    }

    @Test
    void keepsNothingOfAClientThatDoesNotOpen() {
        assertThrows(
                IllegalStateException.class,
                () -> clients.lease(
                        new Key("a"),
                        () -> {
                            throw new IllegalStateException("no");
                        },
                        client -> Future.succeededFuture()));
        assertEquals(0, clients.size());
        assertEquals(0, closed.get());
    }

    @Test
    void opensAndClosesEquallyOftenUnderManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<java.util.concurrent.Future<?>> all = new ArrayList<>();
        IntStream.range(0, 8)
                .forEach(t -> all.add(threads.submit(() -> {
                    for (int i = 0; i < 2000; i++) {
                        lease("k" + i % 3).release();
                    }
                })));
        for (java.util.concurrent.Future<?> done : all) {
            done.get();
        }
        threads.shutdown();
        assertEquals(0, clients.size());
        assertEquals(opened.get(), closed.get());
    }

    private Lease<Object> lease(String name) {
        return clients.lease(
                new Key(name),
                () -> {
                    opened.incrementAndGet();
                    return new Object();
                },
                client -> {
                    closed.incrementAndGet();
                    return Future.succeededFuture();
                });
    }
}
