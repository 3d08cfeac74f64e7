package dev.weir.gateway.otlp;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One metric as the library sends it. Its accessors are named by the library. */
record Told(
        Resource resource,
        InstrumentationScopeInfo scope,
        String name,
        String description,
        String unit,
        MetricDataType type,
        Data<?> data)
        implements MetricData {

    /** What one thing that was seen says; an absent value says nothing. */
    record Point(Attributes attributes, @Nullable Double value) {}

    /**
     * Makes metrics that are all of one moment.
     *
     * @param startNanos since when sums have been counted, in nanoseconds of the epoch
     * @param nowNanos the moment
     */
    record Moment(Resource resource, InstrumentationScopeInfo scope, long startNanos, long nowNanos) {

        <T> Told gauge(String name, String description, String unit, Collection<T> seen, Function<T, Point> point) {
            List<DoublePointData> points = new ArrayList<>();
            for (T one : seen) {
                Point at = point.apply(one);
                if (at.value() != null) {
                    points.add(DoublePointData.create(startNanos, nowNanos, at.attributes(), at.value(), List.of()));
                }
            }
            return told(name, description, unit, MetricDataType.DOUBLE_GAUGE, GaugeData.createDoubleGaugeData(points));
        }

        /** @param rising whether it only ever rises */
        <T> Told sum(String name, String description, boolean rising, Collection<T> seen, Function<T, Point> point) {
            List<LongPointData> points = new ArrayList<>();
            for (T one : seen) {
                Point at = point.apply(one);
                if (at.value() != null) {
                    points.add(LongPointData.create(
                            startNanos, nowNanos, at.attributes(), at.value().longValue()));
                }
            }
            return told(
                    name,
                    description,
                    "",
                    MetricDataType.LONG_SUM,
                    SumData.createLongSumData(rising, AggregationTemporality.CUMULATIVE, points));
        }

        /**
         * One series of a histogram.
         *
         * @param buckets one more than there are bounds
         */
        HistogramPointData distribution(Attributes attributes, double sum, List<Double> bounds, List<Long> buckets) {
            return HistogramPointData.create(
                    startNanos, nowNanos, attributes, sum, false, 0, false, 0, bounds, buckets);
        }

        Told histogram(String name, String description, String unit, List<HistogramPointData> points) {
            return told(
                    name,
                    description,
                    unit,
                    MetricDataType.HISTOGRAM,
                    HistogramData.create(AggregationTemporality.CUMULATIVE, points));
        }

        private Told told(String name, String description, String unit, MetricDataType type, Data<?> data) {
            return new Told(resource, scope, name, description, unit, type, data);
        }
    }

    @Override
    public Resource getResource() {
        return resource;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return scope;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public String getUnit() {
        return unit;
    }

    @Override
    public MetricDataType getType() {
        return type;
    }

    @Override
    public Data<?> getData() {
        return data;
    }
}
