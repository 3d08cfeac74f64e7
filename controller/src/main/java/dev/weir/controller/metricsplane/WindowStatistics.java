package dev.weir.controller.metricsplane;

import dev.weir.cache.history.Samples;
import dev.weir.controller.formula.History.Statistic;
import java.time.Duration;
import java.util.stream.IntStream;

/** What a formula may ask of the recent samples of a trigger. */
final class WindowStatistics {

    private WindowStatistics() {}

    /**
     * A statistic of samples, oldest first.
     *
     * @param percent for {@link Statistic#PERCENTILE}, from 0 to 100
     * @return NaN if there are too few of them: two are needed for a difference, one for all else
     */
    static double of(Samples samples, Statistic statistic, double percent) {
        boolean difference = statistic == Statistic.DELTA || statistic == Statistic.RATE;
        if (samples.size() < (difference ? 2 : 1)) {
            return Double.NaN;
        }
        return switch (statistic) {
            case AVG -> values(samples).average().orElse(Double.NaN);
            case MAX -> values(samples).max().orElse(Double.NaN);
            case MIN -> values(samples).min().orElse(Double.NaN);
            case SUM -> values(samples).sum();
            case DELTA -> delta(samples);
            case RATE -> delta(samples) / seconds(samples);
            case PERCENTILE -> percentile(samples, percent);
        };
    }

    private static java.util.stream.DoubleStream values(Samples samples) {
        return IntStream.range(0, samples.size()).mapToDouble(samples::value);
    }

    private static double delta(Samples samples) {
        return samples.value(samples.size() - 1) - samples.value(0);
    }

    private static double seconds(Samples samples) {
        return Duration.between(samples.at(0), samples.at(samples.size() - 1)).toMillis() / 1e3;
    }

    /** Between two samples in proportion, as spreadsheets do. */
    private static double percentile(Samples samples, double percent) {
        double[] sorted = values(samples).sorted().toArray();
        double place = percent / 100 * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }
}
