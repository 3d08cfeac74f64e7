package dev.weir.cache.poll;

import dev.weir.cache.source.Snapshot;

/** Hears of every reading of a source. */
@FunctionalInterface
public interface Subscriber<R> {

    /**
     * Called on the source's event loop after every poll and every pushed reading, and once at the start if the source has
     * a reading already. Must not block.
     */
    void onSnapshot(Snapshot<R> snapshot);
}
