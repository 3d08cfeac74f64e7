package dev.weir.gateway.config;

import java.util.Optional;

/**
 * Where the API server asks whether objects may be written. Always by TLS, with the certificate of the API.
 *
 * @param bind the address; that of the API unless told otherwise
 * @param port the port; 0 for any free one
 */
public record WebhookSettings(String bind, int port) {

    /** Empty unless a port is given. */
    static Optional<WebhookSettings> from(SettingsReader reader, ApiSettings api) {
        String bind = reader.text("webhook-bind", api.bind());
        boolean on = reader.isGiven("webhook-port");
        int port = reader.count("webhook-port", 0, 0, 65_535);
        if (!on) {
            if (reader.isGiven("webhook-bind")) {
                reader.problem("webhook-bind has no effect without webhook-port");
            }
            return Optional.empty();
        }
        if (api.tls() instanceof TlsSettings.Plain) {
            reader.problem("webhook-port and insecure-http exclude each other: API servers ask webhooks by TLS only");
        }
        return Optional.of(new WebhookSettings(bind, port));
    }
}
