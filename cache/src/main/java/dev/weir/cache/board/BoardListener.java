package dev.weir.cache.board;

/** Hears of what happens on the board, on the publisher's thread; must not block. */
public interface BoardListener {

    /** Nobody listens. */
    BoardListener NOBODY = new BoardListener() {
        @Override
        public void published(MetricId id, Published published) {}

        @Override
        public void retracted(MetricId id) {}
    };

    /** Readers of the metric get this from now on. */
    void published(MetricId id, Published published);

    /** The metric is gone. May be told twice. */
    void retracted(MetricId id);
}
