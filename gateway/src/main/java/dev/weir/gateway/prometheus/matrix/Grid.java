package dev.weir.gateway.prometheus.matrix;

/**
 * The points of a range query, in milliseconds: {@code start}, and on by {@code step} as long as {@code end} is not passed.
 *
 * @param end the last point
 */
public record Grid(long start, long step, long end) {

    /** What Prometheus answers at most. */
    public static final int MOST_POINTS = 11_000;

    public Grid {
        if (step <= 0 || end < start || (end - start) % step != 0) {
            throw new IllegalArgumentException("no grid: " + start + ", " + step + ", " + end);
        }
    }

    /** The points of these parameters, of which the end needs not be one. */
    public static Grid of(long start, long step, long end) {
        return new Grid(start, step, end - (end - start) % step);
    }

    /** How far the points are off the multiples of the step. */
    public long phase() {
        return Math.floorMod(start, step);
    }

    public long points() {
        return (end - start) / step + 1;
    }

    public boolean has(long millis) {
        return millis >= start && millis <= end && (millis - start) % step == 0;
    }

    /** The last point that is not after this moment; before the start if there is none. */
    public long lastUntil(long millis) {
        return millis >= end ? end : start + Math.floorDiv(millis - start, step) * step;
    }

    public Grid from(long first) {
        return new Grid(first, step, end);
    }

    public Grid until(long last) {
        return new Grid(start, step, last);
    }
}
