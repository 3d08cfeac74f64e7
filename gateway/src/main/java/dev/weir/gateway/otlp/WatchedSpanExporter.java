package dev.weir.gateway.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Sends spans by another exporter and follows how that goes. */
final class WatchedSpanExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final Deliveries deliveries;

    WatchedSpanExporter(SpanExporter exporter, Deliveries deliveries) {
        this.exporter = exporter;
        this.deliveries = deliveries;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return deliveries.follow(exporter.export(spans), spans.size());
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
