package dev.weir.cache.poll;

import dev.weir.cache.pace.Timeline;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.source.SourceKey;
import org.jspecify.annotations.Nullable;

/** A subscriber and its place among the others of its source. Fields other than {@code left} belong to the loop. */
final class Member<R extends Record> implements Subscription {

    private final SourceKey key;
    private final Timeline timeline;
    private final Subscriber<R> subscriber;
    private Demand demand;
    private @Nullable Poller<R> poller;
    private int index = -1;
    private volatile boolean left;

    Member(SourceKey key, Timeline timeline, Demand demand, Subscriber<R> subscriber) {
        this.key = key;
        this.timeline = timeline;
        this.demand = demand;
        this.subscriber = subscriber;
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public void demand(Demand next) {
        timeline.execute(() -> {
            if (poller != null) {
                poller.change(this, next);
            }
        });
    }

    @Override
    public void close() {
        left = true;
        timeline.execute(() -> {
            if (poller != null) {
                poller.remove(this);
            }
        });
    }

    boolean left() {
        return left;
    }

    void deliver(Snapshot<R> snapshot) {
        subscriber.onSnapshot(snapshot);
    }

    /** What it needs, as its poller has counted it. */
    Demand counted() {
        return demand;
    }

    void counted(Demand next) {
        demand = next;
    }

    void joined(@Nullable Poller<R> joined) {
        poller = joined;
    }

    int index() {
        return index;
    }

    void moved(int to) {
        index = to;
    }
}
