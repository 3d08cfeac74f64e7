package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.kube.Reconciler.Result;
import dev.weir.controller.testing.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class WorkQueueTest {

    private static final ObjectKey A = new ObjectKey("shop", "a");
    private static final ObjectKey B = new ObjectKey("shop", "b");
    private static final RetryDelays SOON = new RetryDelays(Duration.ofMillis(1), Duration.ofMillis(4));
    private static final RetryDelays NEVER = new RetryDelays(Duration.ofDays(1), Duration.ofDays(1));

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<ObjectKey, AtomicInteger> turns = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void looksAtAKeyThatIsAdded() {
        WorkQueue queue = queue(2, NEVER, Reconciler::done);

        queue.add(A);

        untilTurns(A, 1);
    }

    @Test
    void looksAgainAtAKeyThatIsAddedDuringItsTurnAndNotAtTheSameTime() {
        Semaphore goOn = new Semaphore(0);
        AtomicInteger inTurn = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        WorkQueue queue = queue(4, NEVER, () -> {
            most.accumulateAndGet(inTurn.incrementAndGet(), Math::max);
            goOn.acquireUninterruptibly();
            inTurn.decrementAndGet();
            return Reconciler.done();
        });
        queue.add(A);
        untilTurns(A, 1);

        for (int i = 0; i < 10; i++) {
            queue.add(A);
        }
        settle();
        assertEquals(1, turns(A));
        goOn.release(10);

        untilTurns(A, 2);
        Eventually.until(() -> inTurn.get() == 0, () -> "a turn does not end");
        settle();
        assertEquals(2, turns(A), "ten additions during one turn are one more turn");
        assertEquals(1, most.get());
    }

    @Test
    void runsNoMoreTurnsThanWorkers() {
        Semaphore goOn = new Semaphore(0);
        AtomicInteger inTurn = new AtomicInteger();
        WorkQueue queue = queue(3, NEVER, () -> {
            inTurn.incrementAndGet();
            goOn.acquireUninterruptibly();
            return Reconciler.done();
        });

        List<ObjectKey> keys = IntStream.range(0, 10)
                .mapToObj(i -> new ObjectKey("shop", "o" + i))
                .toList();
        keys.forEach(queue::add);

        Eventually.until(() -> inTurn.get() == 3, inTurn::get);
        settle();
        assertEquals(3, inTurn.get());
        goOn.release(10);
        keys.forEach(key -> untilTurns(key, 1));
    }

    @Test
    void triesAgainUntilItSucceeds() {
        AtomicInteger left = new AtomicInteger(3);
        WorkQueue queue = queue(1, SOON, () -> {
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
            return Reconciler.done();
        });

        queue.add(A);

        untilTurns(A, 4);
        settle();
        assertEquals(4, turns(A));
        assertEquals(3, meters.get("weir.reconcile.failures").counter().count());
    }

    @Test
    void aKeyThatFailsDelaysNoOther() {
        WorkQueue queue = new WorkQueue(
                "test",
                1,
                vertx,
                key -> {
                    count(key);
                    if (key.equals(A)) {
                        throw new IllegalStateException("broken");
                    }
                    return Reconciler.done();
                },
                NEVER,
                meters);

        queue.add(A);
        queue.add(B);

        untilTurns(B, 1);
        assertEquals(1, turns(A));
    }

    @Test
    void anEventDoesNotWaitForTheBackOff() {
        WorkQueue queue = queue(1, NEVER, () -> {
            throw new IllegalStateException("broken");
        });
        queue.add(A);
        untilTurns(A, 1);
        settle();

        queue.add(A);

        untilTurns(A, 2);
    }

    @Test
    void looksAgainWhenTheReconcilerAsksForIt() {
        AtomicInteger left = new AtomicInteger(2);
        WorkQueue queue = queue(
                1,
                NEVER,
                () -> left.getAndDecrement() > 0 ? Reconciler.again(Duration.ofMillis(1)) : Reconciler.done());

        queue.add(A);

        untilTurns(A, 3);
    }

    @Test
    void looksAtNothingOnceClosed() {
        CountDownLatch started = new CountDownLatch(1);
        WorkQueue queue = queue(1, SOON, () -> {
            started.countDown();
            return Reconciler.again(Duration.ofMillis(1));
        });
        queue.add(A);
        await(started);

        queue.close().await();
        settle();
        int before = turns(A);
        queue.add(A);
        queue.add(B);
        settle();

        assertTrue(turns(A) <= before + 1, "a turn under way may end, nothing else begins");
        assertEquals(0, turns(B));
    }

    @Test
    void aForgottenKeyIsNotLookedAtAgain() {
        WorkQueue queue = queue(1, NEVER, () -> Reconciler.again(Duration.ofMillis(50)));
        queue.add(A);
        untilTurns(A, 1);
        settle();

        queue.forget(A);
        settle();
        int before = turns(A);
        vertx.timer(200).await();

        assertEquals(before, turns(A));
    }

    private WorkQueue queue(int workers, RetryDelays retries, Supplier<Result> turn) {
        return new WorkQueue(
                "test",
                workers,
                vertx,
                key -> {
                    count(key);
                    return turn.get();
                },
                retries,
                meters);
    }

    private void count(ObjectKey key) {
        turns.computeIfAbsent(key, ignored -> new AtomicInteger()).incrementAndGet();
    }

    private int turns(ObjectKey key) {
        return turns.getOrDefault(key, new AtomicInteger()).get();
    }

    private void untilTurns(ObjectKey key, int number) {
        Eventually.until(() -> turns(key) >= number, () -> key + " had " + turns(key) + " turns, not " + number);
    }

    /** Lets everything that was handed to an event loop run: what should not happen has had its chance. */
    private void settle() {
        for (int i = 0; i < 3; i++) {
            vertx.timer(10).await();
        }
    }

    private static void await(CountDownLatch latch) {
        Eventually.until(() -> latch.getCount() == 0, () -> "nothing began");
    }
}
