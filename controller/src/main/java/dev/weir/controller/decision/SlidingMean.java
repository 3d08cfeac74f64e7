package dev.weir.controller.decision;

/**
 * The mean over a window that ends with the latest reading. Each reading counts for the time since the one before it, so
 * that uneven intervals weigh what they last, and the first counts as if it had always been so.
 *
 * <p>Readings that come within a {@value #PIECES}th of the window become one piece, their mean, so a window of any length
 * holds no more than about twice that many however often something is pushed.
 */
final class SlidingMean {

    static final int PIECES = 128;

    private final double windowSeconds;

    /** Oldest first; how long each lasted, which nobody asks of the oldest: it reaches back to the window's beginning. */
    private final double[] seconds;

    private final double[] values;

    private SlidingMean(double windowSeconds, double[] seconds, double[] values) {
        this.windowSeconds = windowSeconds;
        this.seconds = seconds;
        this.values = values;
    }

    static SlidingMean of(double windowSeconds, double first) {
        return new SlidingMean(windowSeconds, new double[] {0}, new double[] {first});
    }

    /**
     * With one more reading.
     *
     * @param elapsed seconds since the one before, 0 or more
     */
    SlidingMean after(double elapsed, double reading) {
        int last = values.length - 1;
        boolean joins = last > 0 && seconds[last] + elapsed <= windowSeconds / PIECES;
        int first = firstWithin(elapsed);
        int kept = values.length - first;
        int size = joins ? kept : kept + 1;
        double[] nextSeconds = new double[size];
        double[] nextValues = new double[size];
        System.arraycopy(seconds, first, nextSeconds, 0, kept);
        System.arraycopy(values, first, nextValues, 0, kept);
        nextSeconds[size - 1] = joins ? seconds[last] + elapsed : elapsed;
        nextValues[size - 1] = joins ? joined(last, elapsed, reading) : reading;
        return new SlidingMean(windowSeconds, nextSeconds, nextValues);
    }

    private double joined(int last, double elapsed, double reading) {
        double together = seconds[last] + elapsed;
        return together == 0 ? reading : Blend.of(values[last], reading, elapsed / together);
    }

    /** The oldest piece of which a part is in the window once so much more time has passed; the latest at the least. */
    private int firstWithin(double elapsed) {
        double age = elapsed;
        int first = values.length - 1;
        while (first > 0 && age + seconds[first] < windowSeconds) {
            age += seconds[first];
            first--;
        }
        return first;
    }

    double value() {
        double left = windowSeconds;
        double covered = 0;
        double mean = values[values.length - 1];
        for (int i = values.length - 1; i >= 0 && left > 0; i--) {
            double part = i == 0 ? left : Math.min(left, seconds[i]);
            covered += part;
            left -= part;
            mean = covered == 0 ? mean : Blend.of(mean, values[i], part / covered);
        }
        return mean;
    }

    int pieces() {
        return values.length;
    }
}
