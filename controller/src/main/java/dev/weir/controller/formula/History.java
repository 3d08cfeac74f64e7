package dev.weir.controller.formula;

import java.time.Duration;

/** The recent samples of triggers, asked for by {@code avg(t, '5m')} and its like. */
@FunctionalInterface
public interface History {

    /** Remembers nothing. */
    History NONE = (place, statistic, window, percent) -> Double.NaN;

    /**
     * A statistic of the samples of a trigger that are no older than the window.
     *
     * @param percent for {@link Statistic#PERCENTILE} only, from 0 to 100
     * @return NaN if there are too few samples
     */
    double over(int place, Statistic statistic, Duration window, double percent);

    /** What can be asked of a window. */
    enum Statistic {
        AVG,
        MAX,
        MIN,
        SUM,
        /** The newest value less the oldest. */
        DELTA,
        /** {@link #DELTA} for each second between the two. */
        RATE,
        PERCENTILE
    }
}
