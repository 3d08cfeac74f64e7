package dev.weir.gateway.config;

/**
 * What the process tells of itself.
 *
 * @param highCardinality whether durations of HTTP requests are told apart by object and trigger; KEDA's
 *     {@code --enable-high-cardinality-metrics-labels}
 */
public record TelemetrySettings(boolean highCardinality) {

    static TelemetrySettings from(SettingsReader reader) {
        return new TelemetrySettings(reader.flag("enable-high-cardinality-metrics-labels"));
    }
}
