package dev.weir.scalers.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.testing.ScalerBench;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class BlockingCallsTest {

    @Test
    void refusesWhatComesOnTopOfItsQueueAndAnswersTheRest() {
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(1))) {
            Lease<BlockingCalls> calls = BlockingCalls.lease(bench.environment());
            CountDownLatch stuck = new CountDownLatch(1);
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 520; i++) {
                all.add(calls.client().call(() -> {
                    stuck.await();
                    return Thread.currentThread().getName();
                }));
            }
            Throwable refused = ScalerBench.failure(calls.client().call(() -> "no"));
            assertTrue(
                    refused instanceof SourceException && refused.getMessage().contains("512 calls already wait"));
            stuck.countDown();
            assertTrue(ScalerBench.await(all.get(519)).startsWith("weir-blocking"));
            assertEquals(520, ScalerBench.await(Future.all(all)).size());
            assertEquals("again", ScalerBench.await(calls.client().call(() -> "again")));
            ScalerBench.await(calls.release());
        }
    }
}
