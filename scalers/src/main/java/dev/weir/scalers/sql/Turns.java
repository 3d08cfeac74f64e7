package dev.weir.scalers.sql;

import dev.weir.cache.source.SourceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets a few questions run at a time; others wait in a line of at most {@value #LONGEST}, and what comes on top fails at
 * once. Whoever waits longer than the limit fails and is passed over. Usable from any thread.
 */
final class Turns {

    /** As many sources may share a database; each has one question under way. */
    private static final int LONGEST = 4_096;

    private final Vertx vertx;
    private final int atOnce;
    private final long limitMillis;
    private final ConcurrentLinkedQueue<Turn<?>> line = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    /** A question that waits; its answer is completed once, by the question itself or because its time is over. */
    private record Turn<T>(Supplier<Future<T>> question, Promise<T> answer) {

        Future<T> run() {
            return answer.future().isComplete()
                    ? answer.future()
                    : question.get().onSuccess(answer::tryComplete).onFailure(answer::tryFail);
        }
    }

    Turns(Vertx vertx, int atOnce, long limitMillis) {
        this.vertx = vertx;
        this.atOnce = atOnce;
        this.limitMillis = limitMillis;
    }

    /** Runs the question when it is its turn; fails with a {@link java.util.concurrent.TimeoutException} after the limit. */
    <T> Future<T> run(Supplier<Future<T>> question) {
        if (waiting.incrementAndGet() > LONGEST) {
            waiting.decrementAndGet();
            return Future.failedFuture(new SourceException("too busy: " + LONGEST + " queries already wait"));
        }
        Promise<T> answer = Promise.promise();
        line.add(new Turn<>(question, answer));
        next();
        return answer.future().timeout(limitMillis, TimeUnit.MILLISECONDS).onFailure(answer::tryFail);
    }

    private void next() {
        while (!line.isEmpty()) {
            int now = running.get();
            if (now >= atOnce) {
                return;
            }
            if (running.compareAndSet(now, now + 1)) {
                Turn<?> turn = line.poll();
                if (turn == null) {
                    running.decrementAndGet();
                } else {
                    waiting.decrementAndGet();
                    turn.run().onComplete(over -> leave());
                }
            }
        }
    }

    /** By way of a context: a line of questions that all fail at once must not grow the stack. */
    private void leave() {
        running.decrementAndGet();
        vertx.runOnContext(go -> next());
    }
}
