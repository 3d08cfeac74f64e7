package dev.weir.cache.cluster;

import dev.weir.cache.pace.Timeline;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.source.SourceKey;
import java.util.Optional;

/** The sources of this replica, each called on its own timeline. */
public interface Station {

    /**
     * What is known of a source, and how it is written.
     *
     * @param snapshot as it is now
     * @param codec of its readings
     */
    record Known<R extends Record>(Snapshot<R> snapshot, SnapshotCodec<R> codec) {}

    /** Another replica has read this source, or was asked for what it knows. */
    void heard(SourceKey key, Note note);

    /** What this replica knows of a source; empty if nothing yet. */
    Optional<Known<?>> known(SourceKey key);

    /** Members have come or gone: the ranks of all sources of this timeline may be others. */
    void reassigned(Timeline timeline);
}
