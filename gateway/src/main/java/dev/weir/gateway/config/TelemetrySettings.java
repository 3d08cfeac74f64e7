package dev.weir.gateway.config;

/**
 * What is told of ourselves besides what may be scraped.
 *
 * @param metrics whether metrics are sent by OTLP; where to, the usual variables {@code OTEL_…} say
 * @param traces whether traces are
 * @param wideLabels whether durations of HTTP requests say whose they are
 */
public record TelemetrySettings(boolean metrics, boolean traces, boolean wideLabels) {

    static TelemetrySettings from(SettingsReader reader) {
        return new TelemetrySettings(
                reader.flag("enable-opentelemetry-metrics"),
                reader.flag("enable-opentelemetry-traces"),
                reader.flag("enable-high-cardinality-metrics-labels"));
    }
}
