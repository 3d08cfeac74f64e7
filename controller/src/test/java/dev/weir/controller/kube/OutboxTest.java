package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OutboxTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Outbox outbox = new Outbox("letters", 30, Duration.ofMillis(1), vertx, meters);
    private final AtomicInteger written = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void close() {
        open.countDown();
        vertx.close().await();
    }

    @Test
    void writesWhatItIsGiven() {
        outbox.execute(written::incrementAndGet);

        Eventually.until(() -> written.get() == 1, written::get);
        Eventually.until(() -> waiting() == 0, this::waiting);
    }

    @Test
    void aWriteThatFailsIsFollowedByTheNext() {
        for (int i = 0; i < 20; i++) {
            outbox.execute(() -> {
                throw new IllegalStateException("refused");
            });
        }
        outbox.execute(written::incrementAndGet);

        Eventually.until(() -> written.get() == 1, written::get);
    }

    @Test
    void whatIsTooMuchIsDroppedAndCounted() {
        for (int i = 0; i < 34; i++) {
            outbox.execute(this::slow);
        }

        Eventually.until(() -> dropped() == 3, this::dropped);
        assertEquals(30, waiting(), "and one is being written");
        open.countDown();
        Eventually.until(() -> written.get() == 31, written::get);
    }

    @Test
    void whatWaitsIsWrittenBeforeItIsClosedAndNothingMoreIsTaken() throws Exception {
        for (int i = 0; i < 30; i++) {
            outbox.execute(this::slow);
        }
        var closed = outbox.close();
        outbox.execute(written::incrementAndGet);
        open.countDown();

        closed.await(10, TimeUnit.SECONDS);
        assertEquals(30, written.get());
        assertTrue(dropped() >= 1);
    }

    private void slow() {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        written.incrementAndGet();
    }

    private double waiting() {
        return meters.get("weir.outbox.waiting").gauge().value();
    }

    private double dropped() {
        return meters.get("weir.outbox.dropped").counter().count();
    }
}
