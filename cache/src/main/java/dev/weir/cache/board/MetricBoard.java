package dev.weir.cache.board;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Metric id to what readers get. A read is one look-up without a lock. The number of entries is bounded by the objects that
 * expect them: nothing a reader asks for adds one.
 */
public final class MetricBoard {

    private final Map<MetricId, BoardEntry> entries = new ConcurrentHashMap<>();
    private final BoardListener listener;

    /** A board that nobody listens to. */
    public MetricBoard() {
        this(BoardListener.NOBODY);
    }

    public MetricBoard(BoardListener listener) {
        this.listener = listener;
    }

    /** Announces that answers will come, so that early readers wait instead of being refused. Twice is allowed. */
    public BoardEntry expect(MetricId id) {
        return entries.computeIfAbsent(id, BoardEntry::new);
    }

    /** Replaces what readers of an expected metric get; ignored if the metric is not on the board. */
    public void publish(MetricId id, Published published) {
        BoardEntry entry = entries.get(id);
        if (entry != null) {
            entry.publish(published);
            listener.published(id, published);
            if (entry.retracted()) {
                // Retracted meanwhile: the listener is to hear of the end last.
                listener.retracted(id);
            }
        }
    }

    /** Takes a metric off the board; readers that wait are told. */
    public void retract(MetricId id) {
        BoardEntry entry = entries.remove(id);
        if (entry != null) {
            entry.retract();
            listener.retracted(id);
        }
    }

    /** The entry of a metric, or null if nobody measures it. */
    public @Nullable BoardEntry find(MetricId id) {
        return entries.get(id);
    }

    /** All entries, as they are at about this moment. */
    public Collection<BoardEntry> entries() {
        return entries.values();
    }

    public int size() {
        return entries.size();
    }
}
