package dev.weir.jmh.load;

import java.util.List;

/** The middle of several measurements, which one that went wrong does not move. */
final class Median {

    private Median() {}

    /** Of an even number the mean of the two in the middle; NaN of none. */
    static double of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
