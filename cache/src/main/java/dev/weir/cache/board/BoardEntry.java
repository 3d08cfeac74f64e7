package dev.weir.cache.board;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The place of one metric on the board. It stays the same object from the time the metric is expected until it is retracted,
 * so a reader may keep it and come back to it without a look-up.
 */
public final class BoardEntry {

    private static final int MAX_WAITING = 1_000;

    private final MetricId id;
    private final Promise<Published> first = Promise.promise();
    private final Set<Promise<Published>> waiting = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Published current;
    private volatile boolean retracted;

    BoardEntry(MetricId id) {
        this.id = id;
    }

    public MetricId id() {
        return id;
    }

    /** What readers get now; null if the metric has never had an answer. Takes no lock and allocates nothing. */
    public @Nullable Published current() {
        return current;
    }

    /**
     * What readers get at {@code nowMillis}, milliseconds of the epoch: an error in the place of a value that is past its
     * limit; null if the metric has never had an answer. Takes no lock and allocates nothing for a good value.
     */
    public @Nullable Published answer(long nowMillis) {
        Published now = current;
        return now == null ? null : now.at(nowMillis);
    }

    /** Whether the metric is gone from the board; a reader that kept this entry looks it up again. */
    public boolean retracted() {
        return retracted;
    }

    /**
     * The first answer, for readers that come before it. Fails with {@link MetricRetractedException} if the metric goes
     * first. The reader bounds the time it waits.
     */
    public Future<Published> first() {
        return first.future();
    }

    /**
     * The first answer, for a reader that waits {@code limit} at most and then fails with {@link NoAnswerYetException}. Of
     * readers beyond {@value #MAX_WAITING} the same is said at once. The future completes on the publisher's thread or on
     * a timer's.
     */
    public Future<Published> firstWithin(Duration limit) {
        Published now = current;
        if (now != null) {
            return Future.succeededFuture(now);
        }
        if (limit.toMillis() <= 0 || waiting.size() >= MAX_WAITING) {
            return Future.failedFuture(new NoAnswerYetException(id));
        }
        Promise<Published> promise = Promise.promise();
        waiting.add(promise);
        // Published or retracted between the look above and getting in line: nobody else would wake this reader.
        wakeIfDecided();
        return promise.future()
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> Future.failedFuture(e instanceof TimeoutException ? new NoAnswerYetException(id) : e))
                .onComplete(done -> waiting.remove(promise));
    }

    /** Readers that wait for the first answer. */
    int waiting() {
        return waiting.size();
    }

    void publish(Published published) {
        current = published;
        first.tryComplete(published);
        wakeIfDecided();
    }

    void retract() {
        retracted = true;
        first.tryFail(new MetricRetractedException(id));
        wakeIfDecided();
    }

    private void wakeIfDecided() {
        Future<Published> decided = first.future();
        if (decided.isComplete() && !waiting.isEmpty()) {
            waiting.forEach(reader -> decided.onComplete(reader::tryComplete, reader::tryFail));
        }
    }
}
