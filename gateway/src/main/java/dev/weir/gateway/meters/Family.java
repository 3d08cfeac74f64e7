package dev.weir.gateway.meters;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One metric with all its series, made from what a look has seen. */
final class Family {

    private static final double ENDLESS = Double.POSITIVE_INFINITY;

    private Family() {}

    /** What one thing that was seen says; an absent value makes no series. */
    record Point(Labels labels, @Nullable Double value) {}

    @SuppressWarnings("NullAway") // The library takes null for a point without an exemplar.
    static <T> MetricSnapshot gauge(String name, String help, Collection<T> seen, Function<T, Point> point) {
        List<GaugeDataPointSnapshot> points = seen.stream()
                .map(point)
                .filter(at -> at.value() != null)
                .map(at -> new GaugeDataPointSnapshot(Objects.requireNonNull(at.value()), at.labels(), null))
                .toList();
        return new GaugeSnapshot(new MetricMetadata(name, help), points);
    }

    /** @param name without {@code _total}, which the text adds */
    @SuppressWarnings("NullAway")
    static <T> MetricSnapshot counter(String name, String help, Collection<T> seen, Function<T, Point> point) {
        List<CounterDataPointSnapshot> points = seen.stream()
                .map(point)
                .filter(at -> at.value() != null)
                .map(at -> new CounterDataPointSnapshot(Objects.requireNonNull(at.value()), at.labels(), null, 0))
                .toList();
        return new CounterSnapshot(new MetricMetadata(name, help), points);
    }

    /**
     * One series of a histogram.
     *
     * @param buckets one more than there are bounds
     */
    record Distribution(Labels labels, List<Long> buckets, double sum) {}

    static MetricSnapshot histogram(String name, String help, List<Double> bounds, List<Distribution> all) {
        double[] upper = new double[bounds.size() + 1];
        for (int i = 0; i < bounds.size(); i++) {
            upper[i] = bounds.get(i);
        }
        upper[bounds.size()] = ENDLESS;
        List<HistogramDataPointSnapshot> points = all.stream()
                .map(one -> new HistogramDataPointSnapshot(
                        ClassicHistogramBuckets.of(
                                upper,
                                one.buckets().stream()
                                        .mapToLong(Long::longValue)
                                        .toArray()),
                        one.sum(),
                        one.labels(),
                        Exemplars.EMPTY,
                        0))
                .toList();
        return new HistogramSnapshot(new MetricMetadata(name, help), points);
    }
}
