package dev.weir.cache.cluster;

import dev.weir.cache.source.Snapshot;
import java.time.Instant;

/** What another replica knows of a source, not read yet: only the source knows the type of its readings. */
public final class Note {

    private final Bytes bytes;

    Note(Bytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads it, once.
     *
     * @param now nothing was taken later than this, whatever the other's clock says
     * @throws RuntimeException if it holds no such reading
     */
    public <R extends Record> Snapshot<R> read(SnapshotCodec<R> codec, Instant now) {
        return codec.read(bytes, now);
    }
}
