package dev.weir.jmh.harness;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LoopExecutorTest {

    @Test
    void runsEachThreadOfABenchmarkOnAnEventLoopOfItsOwn() throws Exception {
        LoopExecutor executor = new LoopExecutor(2, "test");
        CountDownLatch both = new CountDownLatch(2);
        try {
            Future<Thread> first = executor.submit(() -> meet(both));
            Future<Thread> second = executor.submit(() -> meet(both));
            assertNotSame(first.get(20, TimeUnit.SECONDS), second.get(20, TimeUnit.SECONDS));
        } finally {
            executor.shutdown();
            assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        }
        assertTrue(executor.isTerminated());
    }

    @Test
    void isNotTerminatedBeforeItIsToldTo() {
        LoopExecutor executor = new LoopExecutor(1, "test");
        assertFalse(executor.isTerminated());
        executor.shutdownNow();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
    }

    private static Thread meet(CountDownLatch both) throws InterruptedException {
        assertTrue(Context.isOnEventLoopThread());
        both.countDown();
        assertTrue(both.await(20, TimeUnit.SECONDS));
        return Thread.currentThread();
    }
}
