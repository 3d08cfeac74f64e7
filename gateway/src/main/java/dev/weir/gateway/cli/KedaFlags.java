package dev.weir.gateway.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags of KEDA's three programs that mean the same here, under their names. What is not given keeps Weir's default. */
final class KedaFlags {

    private static final String SWITCH = "true|false";

    /** KEDA's Lease, so that both never lead at the same time. */
    static final String LEASE = "operator.keda.sh";

    @Option(
            names = "--leader-election-id",
            paramLabel = "NAME",
            description = "The Lease that says who writes; default " + LEASE
                    + ". Operators that share a cluster by labels" + " need one each.")
    private @Nullable String lease;

    @Option(
            names = "--zap-log-level",
            paramLabel = "LEVEL",
            description = "What is logged: error, info, debug, or a number, of which 1 and more is debug.")
    private @Nullable String logLevel;

    @Option(names = "--zap-encoder", paramLabel = "FORMAT", description = "json or console, as --log-format says it.")
    private @Nullable String encoder;

    @Option(
            names = "--zap-time-encoding",
            paramLabel = "FORMAT",
            description = "Times of the log: rfc3339, rfc3339nano, iso8601, epoch, millis or nano.")
    private @Nullable String timeEncoding;

    @Option(
            names = "--enable-prometheus-metrics",
            arity = "0..1",
            fallbackValue = "true",
            converter = GoSwitch.class,
            paramLabel = SWITCH,
            description = "Shows KEDA's metrics beside Weir's own; default true.")
    private @Nullable String prometheus;

    @Option(
            names = "--metrics-bind-address",
            paramLabel = "[ADDRESS]:PORT",
            description = "Where metrics are, as --metrics-bind and --metrics-port say it.")
    private @Nullable String metricsAddress;

    @Option(
            names = "--health-probe-bind-address",
            paramLabel = "[ADDRESS]:PORT",
            description = "A second port of the same, for probes; default is none.")
    private @Nullable String probeAddress;

    @Option(names = "--secure-port", paramLabel = "PORT", description = "Port of the API, as --port says it.")
    private @Nullable String securePort;

    @Option(
            names = "--cert-dir",
            paramLabel = "DIR",
            description = "Folder of tls.crt and tls.key, unless --tls-cert names files; re-read on change.")
    private @Nullable String certDir;

    @Option(
            names = "--tls-min-version",
            paramLabel = "VERSION",
            description = "VersionTLS12 or VersionTLS13; wins over KEDA_SERVICE_MIN_TLS_VERSION.")
    private @Nullable String minVersion;

    @Option(
            names = "--tls-cipher-suites",
            paramLabel = "NAMES",
            description = "Of TLS 1.2, with commas between; wins over KEDA_SERVICE_TLS_CIPHER_LIST.")
    private @Nullable String ciphers;

    @Option(
            names = "--http2-max-streams-per-connection",
            paramLabel = "COUNT",
            description = "Requests at one time on a connection; 0 is the default, 250.")
    private @Nullable String streams;

    @Option(
            names = "--enable-cert-rotation",
            arity = "0..1",
            fallbackValue = "true",
            converter = GoSwitch.class,
            paramLabel = SWITCH,
            description = "Makes and renews the certificate of the API in a Secret, and has the API server trust it.")
    private @Nullable String rotation;

    @Option(names = "--cert-secret-name", paramLabel = "NAME", description = "That Secret; default kedaorg-certs.")
    private @Nullable String secret;

    @Option(
            names = "--cert-name",
            paramLabel = "DNS",
            split = ",",
            description = "A further name in the certificate; may be given more than once. Weir only.")
    private List<String> moreNames = List.of();

    @Option(
            names = "--operator-service-name",
            paramLabel = "NAME",
            description = "A name in the certificate; default keda-operator.")
    private @Nullable String operatorService;

    @Option(
            names = "--metrics-server-service-name",
            paramLabel = "NAME",
            description = "The Service that the APIService names; default keda-metrics-apiserver.")
    private @Nullable String metricsService;

    @Option(
            names = "--webhooks-service-name",
            paramLabel = "NAME",
            description = "The Service that the webhooks name; default keda-admission-webhooks.")
    private @Nullable String webhooksService;

    @Option(names = "--k8s-cluster-domain", paramLabel = "NAME", description = "Default cluster.local.")
    private @Nullable String domain;

    @Option(
            names = "--validating-webhook-name",
            paramLabel = "NAME",
            description = "The ValidatingWebhookConfiguration that is to trust us; default keda-admission.")
    private @Nullable String webhooks;

    @Option(
            names = "--enable-webhook-patching",
            arity = "0..1",
            fallbackValue = "true",
            converter = GoSwitch.class,
            paramLabel = SWITCH,
            description = "Puts our authority into it; default true.")
    private @Nullable String patchWebhooks;

    @Option(
            names = "--enable-apiservice-patching",
            arity = "0..1",
            fallbackValue = "true",
            converter = GoSwitch.class,
            paramLabel = SWITCH,
            description = "Puts our authority into the APIService; default true.")
    private @Nullable String patchApiService;

    @Option(
            names = "--shutdown-delay-duration",
            paramLabel = "DURATION",
            description = "How long everything is still served after SIGTERM, as the setting shutdown-delay says it.")
    private @Nullable String shutdownDelay;

    Optional<String> lease() {
        return Optional.ofNullable(lease);
    }

    /** As it was given. */
    Optional<String> logLevel() {
        return Optional.ofNullable(logLevel);
    }

    /** Adds what was given to the settings, under their names; what cannot be said by a setting is a problem. */
    void into(Map<String, String> settings, List<String> problems) {
        if (securePort != null && settings.containsKey("port")) {
            problems.add("--port and --secure-port both name the port of the API here: give one of them;"
                    + " for the port of metrics give --metrics-port");
        } else {
            put(settings, "port", securePort);
        }
        address(settings, problems, "--metrics-bind-address", metricsAddress, "metrics");
        address(settings, problems, "--health-probe-bind-address", probeAddress, "probe");
        put(settings, "enable-prometheus-metrics", prometheus);
        put(settings, "cert-dir", certDir);
        put(settings, "tls-min-version", minVersion);
        put(settings, "tls-cipher-suites", ciphers);
        put(settings, "max-streams", "0".equals(streams) ? null : streams);
        put(settings, "enable-cert-rotation", rotation);
        put(settings, "cert-secret-name", secret);
        put(settings, "cert-names", moreNames.isEmpty() ? null : String.join(",", moreNames));
        put(settings, "operator-service-name", operatorService);
        put(settings, "metrics-server-service-name", metricsService);
        put(settings, "webhooks-service-name", webhooksService);
        put(settings, "k8s-cluster-domain", domain);
        put(settings, "validating-webhook-name", webhooks);
        put(settings, "enable-webhook-patching", patchWebhooks);
        put(settings, "enable-apiservice-patching", patchApiService);
        put(settings, "shutdown-delay", shutdownDelay);
        if (encoder != null && !settings.containsKey("log-format")) {
            put(settings, "log-format", encoder);
        }
        put(settings, "log-time", timeEncoding);
    }

    /** Go's way to name where to listen: without an address on all, IPv6 in brackets. */
    private static void address(
            Map<String, String> settings, List<String> problems, String flag, @Nullable String given, String setting) {
        if (given == null) {
            return;
        }
        int colon = given.lastIndexOf(':');
        if (colon < 0) {
            problems.add(
                    flag + ": given \"" + given + "\", accepted is [ADDRESS]:PORT, such as :8080 or 127.0.0.1:8080;"
                            + " the port cannot be closed");
            return;
        }
        String host = given.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bind = bracketed ? host.substring(1, host.length() - 1) : host;
        settings.put(setting + "-bind", bind.isEmpty() ? "0.0.0.0" : bind);
        settings.put(setting + "-port", given.substring(colon + 1));
    }

    /** Adds what was given. */
    static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
