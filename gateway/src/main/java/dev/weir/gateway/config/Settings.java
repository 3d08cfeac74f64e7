package dev.weir.gateway.config;

import java.util.Map;
import java.util.Optional;

/**
 * All settings of the gateway.
 *
 * @param api the port of the external metrics API
 * @param health the plain port of health and metrics
 * @param webhook the port at which the API server asks; empty where nobody is to ask
 * @param limits what is refused, and when
 * @param telemetry what the process tells of itself
 * @param tlsRules versions and ciphers of our TLS ports
 * @param passThrough the second adapter; empty where there is none
 */
public record Settings(
        ApiSettings api,
        HealthSettings health,
        Optional<WebhookSettings> webhook,
        Limits limits,
        TelemetrySettings telemetry,
        TlsRules tlsRules,
        Optional<PassThroughSettings> passThrough) {

    /** What holds when nothing is given: loopback only, a certificate made at start. */
    public static Settings defaults() {
        return from(Map.of());
    }

    /**
     * Reads settings by name, as the options of the command line are called without their dashes.
     *
     * @throws InvalidSettingsException with every problem, among them names that do not exist
     */
    public static Settings from(Map<String, String> given) {
        SettingsReader reader = new SettingsReader(given);
        ApiSettings api = ApiSettings.from(reader);
        Settings settings = new Settings(
                api,
                HealthSettings.from(reader, api.bind()),
                WebhookSettings.from(reader, api),
                Limits.from(reader),
                TelemetrySettings.from(reader),
                TlsRules.from(reader),
                PassThroughSettings.from(reader));
        reader.done();
        return settings;
    }

    /** With what KEDA's variables say about versions and ciphers, where no setting does. */
    public Settings secured(Map<String, String> environment) {
        return new Settings(api, health, webhook, limits, telemetry, tlsRules.or(environment), passThrough);
    }
}
