package dev.weir.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.cache.poll.Demand;
import dev.weir.cache.poll.Subscription;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.testing.FakeSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cache on real event loops. */
class MetricCacheTest {

    private static final Demand OFTEN = Demand.every(Duration.ofMillis(20));

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MetricCache cache =
            new MetricCache(vertx, CacheSettings.defaults(), meters, InstantSource.system(), () -> 0.5);

    @AfterEach
    void stop() throws Exception {
        cache.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void subscriberHearsOfPollAfterPollOnOneEventLoop() throws Exception {
        BlockingQueue<Context> contexts = new LinkedBlockingQueue<>();
        FakeSource source = FakeSource.asking("q").answering(1);
        cache.subscribe(source, OFTEN, reading -> contexts.add(Vertx.currentContext()));
        Context first = take(contexts);
        assertTrue(first.isEventLoopContext());
        assertSame(first, take(contexts));
        assertSame(first, take(contexts));
    }

    @Test
    void pollIsAskedOnTheLoopThatDelivers() throws Exception {
        BlockingQueue<Context> asked = new LinkedBlockingQueue<>();
        BlockingQueue<Context> told = new LinkedBlockingQueue<>();
        FakeSource source = FakeSource.asking("q").scripted(() -> {
            asked.add(Vertx.currentContext());
            return Future.succeededFuture(new FakeSource.Number(1));
        });
        cache.subscribe(source, OFTEN, reading -> told.add(Vertx.currentContext()));
        assertSame(take(asked), take(told));
    }

    @Test
    void answerFromAnotherThreadIsDelivered() throws Exception {
        BlockingQueue<Snapshot<FakeSource.Number>> heard = new LinkedBlockingQueue<>();
        FakeSource source = FakeSource.asking("q")
                .scripted(() -> Future.fromCompletionStage(
                        java.util.concurrent.CompletableFuture.supplyAsync(() -> new FakeSource.Number(4))));
        cache.subscribe(source, OFTEN, heard::add);
        assertEquals(4, take(heard).lastGood().value().value());
    }

    @Test
    void sourceClosesWithItsLastSubscription() throws Exception {
        BlockingQueue<Snapshot<FakeSource.Number>> heard = new LinkedBlockingQueue<>();
        FakeSource source = FakeSource.asking("q").answering(1);
        Subscription subscription = cache.subscribe(source, OFTEN, heard::add);
        take(heard);
        assertEquals(1, cache.sources().size());
        subscription.close();
        cache.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertEquals(List.of(), cache.sources());
        assertEquals(1, source.closed());
    }

    @Test
    void whatIsPublishedGoesIntoTheHistoryUntilTheMetricIsRetracted() {
        MetricId id = new MetricId("default", "s0-queue", "worker");
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        cache.board().expect(id);
        publish(id, 1, noon);
        cache.board().publish(id, new Published.Unavailable("refused", noon.plusSeconds(5)));
        publish(id, 2, noon.plusSeconds(10));
        assertEquals(2, cache.histories().of(id).size());
        assertEquals(2, cache.histories().of(id).value(1));
        assertEquals(1, meters.get("weir.cache.board.size").gauge().value());
        assertTrue(meters.get("weir.cache.history.bytes").gauge().value() > 0);
        cache.board().retract(id);
        assertEquals(0, cache.histories().of(id).size());
        assertEquals(0, cache.histories().bytes());
    }

    private void publish(MetricId id, double value, Instant at) {
        Buffer body = Buffer.buffer(Double.toString(value));
        cache.board().publish(id, new Published.Metric(value, at, at.plusSeconds(60), body, body));
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(30, TimeUnit.SECONDS);
        assertTrue(taken != null, "nothing within 30 s");
        return taken;
    }
}
