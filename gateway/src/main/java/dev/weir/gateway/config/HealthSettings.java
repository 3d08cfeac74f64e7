package dev.weir.gateway.config;

/**
 * Where health and metrics are served, in the clear.
 *
 * @param bind the address; that of the API unless told otherwise
 * @param port the port; 0 for any free one
 */
public record HealthSettings(String bind, int port) {

    static HealthSettings from(SettingsReader reader, String apiBind) {
        return new HealthSettings(reader.text("metrics-bind", apiBind), reader.count("metrics-port", 8080, 0, 65_535));
    }
}
