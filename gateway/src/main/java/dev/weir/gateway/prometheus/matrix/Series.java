package dev.weir.gateway.prometheus.matrix;

import java.util.Arrays;

/**
 * The points of one series.
 *
 * @param times in milliseconds, rising
 * @param values as the upstream wrote them
 */
record Series(Labels labels, long[] times, String[] values) {

    /** Of a point: the time, a reference, and a text that is seldom long. */
    private static final int POINT_BYTES = 72;

    /** The points within this span. */
    Series cut(long first, long last) {
        int from = lowerBound(first);
        int to = lowerBound(last + 1);
        return from == 0 && to == times.length
                ? this
                : new Series(labels, Arrays.copyOfRange(times, from, to), Arrays.copyOfRange(values, from, to));
    }

    private int lowerBound(long time) {
        int at = Arrays.binarySearch(times, time);
        return at < 0 ? -at - 1 : at;
    }

    /** With later points. */
    Series and(Series later) {
        long[] allTimes = Arrays.copyOf(times, times.length + later.times.length);
        System.arraycopy(later.times, 0, allTimes, times.length, later.times.length);
        String[] allValues = Arrays.copyOf(values, allTimes.length);
        System.arraycopy(later.values, 0, allValues, values.length, later.values.length);
        return new Series(labels, allTimes, allValues);
    }

    boolean isEmpty() {
        return times.length == 0;
    }

    long bytes() {
        return labels.bytes() + (long) POINT_BYTES * times.length;
    }
}
