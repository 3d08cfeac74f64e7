package dev.weir.gateway.config;

import java.util.Optional;

/**
 * Where health and metrics are served, in the clear.
 *
 * @param bind the address; that of the API unless told otherwise
 * @param port the port; 0 for any free one
 * @param probes a second address of the same, if there is to be one
 */
public record HealthSettings(String bind, int port, Optional<Address> probes) {

    /** Where a port is; 0 for any free one. */
    public record Address(String bind, int port) {}

    static HealthSettings from(SettingsReader reader, String apiBind) {
        String bind = reader.text("metrics-bind", apiBind);
        int port = reader.count("metrics-port", 8080, 0, 65_535);
        String probeBind = reader.text("probe-bind", bind);
        int probePort = reader.count("probe-port", port, 0, 65_535);
        boolean second = probePort != port || !probeBind.equals(bind);
        return new HealthSettings(
                bind, port, second ? Optional.of(new Address(probeBind, probePort)) : Optional.empty());
    }
}
