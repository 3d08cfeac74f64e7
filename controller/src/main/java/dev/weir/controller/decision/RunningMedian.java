package dev.weir.controller.decision;

import java.util.Arrays;

/** The middle one of the latest readings. Before there are enough of them, the first counts as if it had always been so. */
final class RunningMedian {

    private final double[] oldestFirst;

    private RunningMedian(double[] oldestFirst) {
        this.oldestFirst = oldestFirst;
    }

    /** Of an odd number of readings, from the first one on. */
    static RunningMedian of(int readings, double first) {
        double[] same = new double[readings];
        Arrays.fill(same, first);
        return new RunningMedian(same);
    }

    RunningMedian after(double reading) {
        double[] next = new double[oldestFirst.length];
        System.arraycopy(oldestFirst, 1, next, 0, next.length - 1);
        next[next.length - 1] = reading;
        return new RunningMedian(next);
    }

    double value() {
        double[] sorted = oldestFirst.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
