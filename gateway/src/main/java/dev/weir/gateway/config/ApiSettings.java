package dev.weir.gateway.config;

/**
 * Where the external metrics API listens.
 *
 * @param bind the address; loopback unless told otherwise
 * @param port the port; 0 for any free one
 * @param tls how connections are secured
 * @param loops event loops that take connections
 */
public record ApiSettings(String bind, int port, TlsSettings tls, int loops) {

    static ApiSettings from(SettingsReader reader) {
        return new ApiSettings(
                reader.text("bind", "127.0.0.1"),
                reader.count("port", 6443, 0, 65_535),
                TlsSettings.from(reader),
                reader.count("loops", Runtime.getRuntime().availableProcessors(), 1, 256));
    }
}
