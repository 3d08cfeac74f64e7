package dev.weir.cache.board;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * The place of one metric on the board. It stays the same object from the time the metric is expected until it is retracted,
 * so a reader may keep it and come back to it without a look-up.
 */
public final class BoardEntry {

    private final MetricId id;
    private final Promise<Published> first = Promise.promise();
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

    void publish(Published published) {
        current = published;
        first.tryComplete(published);
    }

    void retract() {
        retracted = true;
        first.tryFail(new MetricRetractedException(id));
    }
}
