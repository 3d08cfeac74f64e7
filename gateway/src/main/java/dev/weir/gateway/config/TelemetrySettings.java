package dev.weir.gateway.config;

/**
 * What the process tells of itself.
 *
 * @param metrics whether metrics are sent by OTLP; where to, the usual variables {@code OTEL_…} say
 * @param traces whether traces are
 * @param highCardinality whether durations of HTTP requests are told apart by object and trigger; KEDA's
 *     {@code --enable-high-cardinality-metrics-labels}
 * @param keda whether {@code /metrics} shows KEDA's metrics beside our own; KEDA's {@code --enable-prometheus-metrics}
 */
public record TelemetrySettings(boolean metrics, boolean traces, boolean highCardinality, boolean keda) {

    static TelemetrySettings from(SettingsReader reader) {
        return new TelemetrySettings(
                reader.flag("enable-opentelemetry-metrics"),
                reader.flag("enable-opentelemetry-traces"),
                reader.flag("enable-high-cardinality-metrics-labels"),
                reader.flag("enable-prometheus-metrics", true));
    }
}
