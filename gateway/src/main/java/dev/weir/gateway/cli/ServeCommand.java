package dev.weir.gateway.cli;

import static dev.weir.gateway.cli.KedaFlags.put;

import dev.weir.controller.EventSettings;
import dev.weir.gateway.config.AccessSettings;
import dev.weir.gateway.config.Effective;
import dev.weir.gateway.config.Given;
import dev.weir.gateway.config.InvalidSettingsException;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.config.TlsSettings;
import io.vertx.core.json.Json;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    private final Map<String, String> environment;

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
            description = "How CloudEvents call the cluster, unless their source names it; default "
                    + EventSettings.DEFAULT_CLUSTER_NAME + ".")
    private @Nullable String clusterName;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML or JSON with settings by their names; variables WEIR_... and options win.")
    private @Nullable Path config;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "Lines of the log: text or json; default text.")
    private @Nullable String logFormat;

    @Option(names = "--print-config", description = "Prints all settings with where they come from, and ends.")
    private boolean printConfig;

    private String leaseName = KedaFlags.LEASE;

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

    ServeCommand(Runners.Serve runner, Map<String, String> environment) {
        this.runner = runner;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        ForeignFlags.Given foreign = ForeignFlags.in(spec.commandLine().getParseResult());
        List<String> problems = new ArrayList<>(foreign.refusals());
        SettingSources sources = SettingSources.of(options(problems), config, environment, problems);
        own(sources, problems);
        if (kubeconfig != null && objects != null) {
            problems.add("--kubeconfig and --objects exclude each other: a cluster, or files");
        }
        if (objects != null && !Files.isDirectory(objects)) {
            problems.add("--objects: given \"" + objects + "\", which is not a folder that can be read");
        }
        Settings settings = settings(sources, problems);
        if (printConfig) {
            return print(sources);
        }
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
                clusterName == null ? EventSettings.DEFAULT_CLUSTER_NAME : clusterName,
                settings,
                new KedaOptions(
                        keda.lease().orElse(leaseName), keda.logLevel().or(settings.log()::level), foreign.notes())));
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

    /** Takes what the command line does not say from where it is said. */
    private void own(SettingSources sources, List<String> problems) {
        kubeconfig = kubeconfig == null ? path(sources, "kubeconfig", problems) : kubeconfig;
        objects = objects == null ? path(sources, "objects", problems) : objects;
        fileRoot = fileRoot == null ? path(sources, "filepath-auth-root-path", problems) : fileRoot;
        namespaces = namespaces.isEmpty() ? list(sources, "namespace") : namespaces;
        if (caDirectories == null && sources.own("ca-dir") != null) {
            caDirectories = list(sources, "ca-dir").stream().map(Path::of).toList();
        }
        Given cluster = sources.own("k8s-cluster-name");
        clusterName = clusterName == null && cluster != null ? cluster.value() : clusterName;
        Given lease = sources.own("leader-election-id");
        leaseName = lease == null ? leaseName : lease.value();
    }

    private static List<String> list(SettingSources sources, String name) {
        Given given = sources.own(name);
        return given == null
                ? List.of()
                : Stream.of(given.value().split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }

    private static @Nullable Path path(SettingSources sources, String name, List<String> problems) {
        Given given = sources.own(name);
        try {
            return given == null ? null : Path.of(given.value());
        } catch (InvalidPathException e) {
            problems.add(
                    given.origin() + ": " + name + ": given what is no path, accepted is the path of a file or folder");
            return null;
        }
    }

    private int print(SettingSources sources) {
        PrintWriter out = spec.commandLine().getOut();
        sources.owns().forEach((name, given) -> out.println(line(new Effective(name, given.value(), given.origin()))));
        Settings.effective(sources.settings()).forEach(setting -> out.println(line(setting)));
        out.flush();
        return ExitCode.FINE;
    }

    /** As it may stand in a configuration file; what nobody gave is a comment, so that the file says the same again. */
    private static String line(Effective setting) {
        if (setting.origin().equals("default")) {
            return "# " + setting.name() + ": " + setting.value() + "  # default";
        }
        String value = setting.value().matches("[A-Za-z0-9./_-]+") ? setting.value() : Json.encode(setting.value());
        return setting.name() + ": " + value + "  # "
                + (setting.origin().isEmpty() ? "command line" : setting.origin());
    }

    /** What the command line says of settings. */
    private Map<String, String> options(List<String> problems) {
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
        put(given, "log-format", logFormat);
        keda.into(given, problems);
        AccessFlags.into(given, spec.commandLine().getParseResult());
        return given;
    }

    private Settings settings(SettingSources sources, List<String> problems) {
        Settings settings = Settings.defaults();
        try {
            settings = Settings.gather(sources.settings());
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
