package dev.weir.gateway.cli;

import static dev.weir.gateway.cli.KedaFlags.put;

import dev.weir.controller.EventSettings;
import dev.weir.gateway.config.AccessSettings;
import dev.weir.gateway.config.InvalidSettingsException;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.config.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the operator and the gateway against a cluster, or over objects from files.")
final class ServeCommand implements Callable<Integer> {

    /** As KEDA. */
    private static final Path DEFAULT_CA_DIRECTORY = Path.of("/custom/ca");

    private final Runners.Serve runner;

    @Spec
    private CommandSpec spec;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The cluster; default is the one we run in.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--objects",
            paramLabel = "DIR",
            description = "No cluster: ScaledObjects from the files of a folder.")
    private @Nullable Path objects;

    @Option(
            names = {"--namespace", "-n"},
            paramLabel = "NAME",
            split = ",",
            description = "Watches only this namespace; may be given more than once.")
    private List<String> namespaces = List.of();

    @Option(
            names = "--ca-dir",
            paramLabel = "DIR",
            description = "Trusts the certificates of a folder when triggers ask by TLS; may be given more than once;"
                    + " default /custom/ca, which need not exist.")
    private @Nullable List<Path> caDirectories;

    @Option(
            names = "--filepath-auth-root-path",
            paramLabel = "DIR",
            description = "Lets ClusterTriggerAuthentications read parameters from files below this folder.")
    private @Nullable Path fileRoot;

    @Option(
            names = "--k8s-cluster-name",
            paramLabel = "NAME",
            defaultValue = EventSettings.DEFAULT_CLUSTER_NAME,
            description = "How CloudEvents call the cluster, unless their source names it; default ${DEFAULT-VALUE}.")
    private String clusterName = EventSettings.DEFAULT_CLUSTER_NAME;

    @Mixin
    private KedaFlags keda = new KedaFlags();

    @Option(
            names = {"--bind", "--bind-address"},
            paramLabel = "ADDRESS",
            description = "Where the API listens; default 127.0.0.1.")
    private @Nullable String bind;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the API; default 6443, 0 for a free one.")
    private @Nullable String port;

    @Option(
            names = {"--tls-cert", "--tls-cert-file"},
            paramLabel = "FILE",
            description = "Certificate chain as PEM; re-read on change.")
    private @Nullable String tlsCert;

    @Option(
            names = {"--tls-key", "--tls-private-key-file"},
            paramLabel = "FILE",
            description = "Private key as PEM; re-read on change.")
    private @Nullable String tlsKey;

    @Option(names = "--insecure-http", description = "Serves the API without TLS.")
    private boolean insecureHttp;

    @Option(names = "--metrics-bind", paramLabel = "ADDRESS", description = "Where health listens; default as the API.")
    private @Nullable String metricsBind;

    @Option(names = "--metrics-port", paramLabel = "PORT", description = "Port of health and metrics; default 8080.")
    private @Nullable String metricsPort;

    @Option(
            names = "--webhook-port",
            paramLabel = "PORT",
            description = "Port at which API servers ask whether objects may be written, 9443 in a cluster;"
                    + " default none.")
    private @Nullable String webhookPort;

    @Option(names = "--webhook-bind", paramLabel = "ADDRESS", description = "Where they ask; default as the API.")
    private @Nullable String webhookBind;

    @Option(
            names = "--enable-high-cardinality-metrics-labels",
            arity = "0..1",
            fallbackValue = "true",
            converter = GoSwitch.class,
            paramLabel = "true|false",
            description = "Tells durations of HTTP requests apart by object and trigger.")
    private @Nullable String highCardinality;

    @Option(
            names = "--enable-opentelemetry-metrics",
            arity = "0..1",
            fallbackValue = "true",
            converter = GoSwitch.class,
            paramLabel = "true|false",
            description = "Sends KEDA's metrics by OTLP, as the variables OTEL_... say.")
    private @Nullable String otelMetrics;

    @Option(
            names = "--enable-opentelemetry-traces",
            arity = "0..1",
            fallbackValue = "true",
            converter = GoSwitch.class,
            paramLabel = "true|false",
            description = "Sends traces from poll to write by OTLP, as the variables OTEL_... say.")
    private @Nullable String otelTraces;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any other setting, for example max-connections=500; may be given more than once.")
    private Map<String, String> others = Map.of();

    ServeCommand(Runners.Serve runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws Exception {
        if (kubeconfig != null && objects != null) {
            throw new ParameterException(
                    spec.commandLine(), "--kubeconfig and --objects exclude each other: a cluster, or files");
        }
        if (objects != null && !Files.isDirectory(objects)) {
            throw new ParameterException(
                    spec.commandLine(), "--objects: given \"" + objects + "\", which is not a folder that can be read");
        }
        ForeignFlags.Given foreign = ForeignFlags.in(spec.commandLine().getParseResult());
        Settings settings = settings(foreign.refusals());
        if (objects != null && settings.webhook().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--webhook-port and --objects exclude each other: without a cluster there is nobody to ask");
        }
        return run(new ServeOptions(
                Optional.ofNullable(kubeconfig),
                Optional.ofNullable(objects),
                namespaces,
                caDirectories(),
                fileRoot(),
                clusterName,
                settings,
                new KedaOptions(keda.lease(), keda.logLevel(), foreign.notes())));
    }

    /** What only the environment can get wrong shows when it is read, by whoever runs. */
    private int run(ServeOptions options) throws Exception {
        try {
            return runner.run(options);
        } catch (InvalidSettingsException problems) {
            throw new ParameterException(spec.commandLine(), problems.getMessage());
        }
    }

    /** A folder that is named must be there: a misspelt one would only show as a broken handshake. */
    private List<Path> caDirectories() {
        if (caDirectories == null) {
            return List.of(DEFAULT_CA_DIRECTORY);
        }
        for (Path directory : caDirectories) {
            if (!Files.isDirectory(directory)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--ca-dir: given \"" + directory + "\", which is not a folder that can be read");
            }
        }
        return caDirectories;
    }

    /** One that is not there would only show when an authentication names a file. */
    private Optional<Path> fileRoot() {
        if (fileRoot != null && !fileRoot.toString().isEmpty() && !Files.isDirectory(fileRoot)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--filepath-auth-root-path: given \"" + fileRoot + "\", which is not a folder that can be read");
        }
        return Optional.ofNullable(fileRoot)
                .filter(root -> !root.toString().isEmpty())
                .map(Path::toAbsolutePath);
    }

    /** @param refused what was given and is refused already */
    private Settings settings(List<String> refused) {
        List<String> problems = new ArrayList<>(refused);
        Map<String, String> given = new LinkedHashMap<>(others);
        put(given, "bind", bind);
        put(given, "port", port);
        put(given, "tls-cert", tlsCert);
        put(given, "tls-key", tlsKey);
        put(given, "metrics-bind", metricsBind);
        put(given, "metrics-port", metricsPort);
        put(given, "webhook-port", webhookPort);
        put(given, "webhook-bind", webhookBind);
        put(given, "enable-high-cardinality-metrics-labels", highCardinality);
        put(given, "enable-opentelemetry-metrics", otelMetrics);
        put(given, "enable-opentelemetry-traces", otelTraces);
        put(given, "insecure-http", insecureHttp ? "true" : null);
        keda.into(given, problems);
        AccessFlags.into(given, spec.commandLine().getParseResult());
        Settings settings = Settings.defaults();
        try {
            settings = Settings.from(given);
        } catch (InvalidSettingsException wrong) {
            problems.addAll(wrong.problems());
        }
        if (objects != null && settings.api().tls() instanceof TlsSettings.Rotated) {
            problems.add(
                    "--objects and --enable-cert-rotation exclude each other: without a cluster there is no Secret");
        }
        if (objects != null && settings.access().mode().equals(Optional.of(AccessSettings.Mode.CLUSTER))) {
            problems.add("--objects and access=cluster exclude each other: without a cluster there is nobody to ask");
        }
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("\n", problems));
        }
        return settings;
    }
}
