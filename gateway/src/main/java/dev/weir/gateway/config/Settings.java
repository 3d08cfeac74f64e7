package dev.weir.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All settings of the gateway.
 *
 * @param api the port of the external metrics API
 * @param health the plain port of health and metrics
 * @param webhook the port at which the API server asks; empty where nobody is to ask
 * @param prometheus the port of shared Prometheus queries; empty where there is none
 * @param limits what is refused, and when
 * @param telemetry what the process tells of itself
 * @param tlsRules versions and ciphers of our TLS ports
 * @param replicas how other replicas are found; empty where there are none
 * @param shutdown how the process ends
 * @param log how the log is written
 * @param access who may read
 * @param passThrough the second adapter; empty where there is none
 */
public record Settings(
        ApiSettings api,
        HealthSettings health,
        Optional<WebhookSettings> webhook,
        Optional<PrometheusSettings> prometheus,
        Limits limits,
        TelemetrySettings telemetry,
        TlsRules tlsRules,
        Optional<ReplicaSettings> replicas,
        ShutdownSettings shutdown,
        LogSettings log,
        AccessSettings access,
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
        Settings settings = read(reader);
        reader.done();
        return settings;
    }

    /**
     * The same from several places; problems name them.
     *
     * @throws InvalidSettingsException with every problem, among them names that do not exist
     */
    public static Settings gather(Map<String, Given> given) {
        SettingsReader reader = SettingsReader.of(given);
        Settings settings = read(reader);
        reader.done();
        return settings;
    }

    /** All settings by name, those that are not given too. */
    public static List<Effective> effective(Map<String, Given> given) {
        SettingsReader reader = SettingsReader.of(given);
        read(reader);
        return reader.effective();
    }

    /** All names. */
    public static Set<String> names() {
        SettingsReader reader = new SettingsReader(Map.of());
        read(reader);
        return reader.known();
    }

    private static Settings read(SettingsReader reader) {
        ApiSettings api = ApiSettings.from(reader);
        Limits limits = Limits.from(reader);
        return new Settings(
                api,
                HealthSettings.from(reader, api.bind()),
                WebhookSettings.from(reader, api),
                PrometheusSettings.from(reader, api),
                limits,
                TelemetrySettings.from(reader),
                TlsRules.from(reader),
                ReplicaSettings.from(reader),
                ShutdownSettings.from(reader, limits.shutdownGrace()),
                LogSettings.from(reader),
                AccessSettings.from(reader, api.tls()),
                PassThroughSettings.from(reader));
    }

    /** With what variables say about versions, ciphers and where we run, where no setting does. */
    public Settings secured(Map<String, String> environment) {
        return new Settings(
                api,
                health,
                webhook,
                prometheus,
                limits,
                telemetry,
                tlsRules.or(environment),
                replicas,
                shutdown.in(environment),
                log,
                access,
                passThrough);
    }
}
