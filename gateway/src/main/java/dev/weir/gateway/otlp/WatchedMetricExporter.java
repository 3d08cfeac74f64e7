package dev.weir.gateway.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;

/** Sends metrics by another exporter and follows how that goes. */
final class WatchedMetricExporter implements MetricExporter {

    private final MetricExporter exporter;
    private final Deliveries deliveries;

    WatchedMetricExporter(MetricExporter exporter, Deliveries deliveries) {
        this.exporter = exporter;
        this.deliveries = deliveries;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        return deliveries.follow(exporter.export(metrics), metrics.size());
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return exporter.getAggregationTemporality(type);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType type) {
        return exporter.getDefaultAggregation(type);
    }

    @Override
    public MemoryMode getMemoryMode() {
        return exporter.getMemoryMode();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
