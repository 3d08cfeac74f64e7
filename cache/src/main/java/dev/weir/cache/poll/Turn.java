package dev.weir.cache.poll;

import dev.weir.cache.cluster.Exchange;
import dev.weir.cache.cluster.Note;
import dev.weir.cache.cluster.SnapshotCodec;
import dev.weir.cache.cluster.Station;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.source.SourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose turn it is to ask one source, as this replica sees it. */
final class Turn<R extends Record> {

    /** How long a source that is new here waits for what others know of it, before it is asked. */
    static final Duration PATIENCE_WITH_OTHERS = Duration.ofMillis(200);

    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);
    private static final int INTERVAL_DIVISOR = 4;

    private final SourceKey key;
    private final Exchange exchange;
    private final @Nullable SnapshotCodec<R> codec;
    private int rank;

    /** {@code codec} is null if every replica asks for itself. */
    Turn(SourceKey key, Exchange exchange, @Nullable SnapshotCodec<R> codec) {
        this.key = key;
        this.exchange = exchange;
        this.codec = codec;
        look();
    }

    /** Looks again; whether anything has changed. */
    boolean look() {
        int before = rank;
        rank = codec == null ? 0 : exchange.rank(key);
        return rank != before;
    }

    /** Whether it is this replica's. */
    boolean mine() {
        return rank == 0;
    }

    /** Whether others may know something of it. */
    boolean shared() {
        return codec != null && exchange.shared();
    }

    /**
     * How long after a reading should have come this replica asks itself: each stands in after those before it have had the
     * time to.
     *
     * @param patience how long a poll may take
     */
    Duration standsInAfter(Duration interval, Duration patience) {
        Duration quarter = interval.dividedBy(INTERVAL_DIVISOR);
        return patience.plus(quarter.compareTo(SHORTEST_STEP) < 0 ? SHORTEST_STEP : quarter)
                .multipliedBy(rank);
    }

    void tell(Snapshot<R> known) {
        if (codec != null) {
            exchange.tell(key, known, codec);
        }
    }

    void ask() {
        if (shared()) {
            exchange.ask(key);
        }
    }

    /** What another replica knows; empty if this one does not want to know. */
    Optional<Snapshot<R>> read(Note note, Instant now) {
        return codec == null ? Optional.empty() : Optional.of(note.read(codec, now));
    }

    /** For the others. */
    Optional<Station.Known<?>> known(@Nullable Snapshot<R> snapshot) {
        return codec == null || snapshot == null ? Optional.empty() : Optional.of(new Station.Known<>(snapshot, codec));
    }
}
