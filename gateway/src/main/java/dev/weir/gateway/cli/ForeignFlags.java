package dev.weir.gateway.cli;

import static dev.weir.gateway.cli.ForeignFlag.Sort.SWITCH;
import static dev.weir.gateway.cli.ForeignFlag.Sort.TEXT;
import static dev.weir.gateway.cli.ForeignFlag.noted;
import static dev.weir.gateway.cli.ForeignFlag.refused;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Flags of KEDA's operator, metrics server and webhooks that {@code weir serve} takes so that a manifest need not be changed,
 * and that change nothing, or are refused with what to do instead. The other ones are in {@link KedaFlags} and
 * {@link AccessFlags}.
 */
final class ForeignFlags {

    private static final String ONE_PROCESS = "operator and metrics server are one process";
    private static final String QUEUES =
            "Weir asks the API server by bounded queues, and API Priority and Fairness guards it";
    private static final String POOL =
            "at most 32 connections are kept to one host, and idle ones are closed after 60 s";
    private static final String STDERR =
            "log lines go to standard error; for their level give --zap-log-level, for JSON --zap-encoder=json";
    private static final String NO_AUDIT =
            "Weir writes no audit log: every request comes through the API server, which writes one; leave the flag out";
    private static final String NOTHING_AUDITED = "no audit log is written";
    private static final String NO_PPROF =
            "Weir has no pprof: record with the JDK's Flight Recorder (-XX:StartFlightRecording), and leave the flag out";

    private static final List<ForeignFlag> ALL = List.of(
            // Of the operator.
            noted("metrics-service-bind-address", TEXT, ONE_PROCESS),
            noted("leader-elect", SWITCH, "who writes is always elected by the Lease", "true"),
            noted("disable-compression", SWITCH, "the client of the API server decides by itself", "true"),
            noted("http-max-idle-conns", TEXT, POOL, "0"),
            noted("http-max-idle-conns-per-host", TEXT, POOL),
            noted("http-idle-conn-timeout", TEXT, POOL, "60s", "1m", "1m0s"),
            // Of the metrics server.
            noted("metrics-service-address", TEXT, ONE_PROCESS),
            noted("metrics-service-grpc-authority", TEXT, ONE_PROCESS),
            refused(
                    "tls-sni-cert-key",
                    TEXT,
                    "a port has one certificate: give --tls-cert-file and --tls-private-key-file"),
            refused(
                    "disable-http2-serving",
                    SWITCH,
                    "Weir always serves HTTP/2; bound it by --http2-max-streams-per-connection, and leave the flag out",
                    "false"),
            noted("permit-port-sharing", SWITCH, "a port has one owner", "false"),
            noted("permit-address-sharing", SWITCH, "a port has one owner", "false"),
            refused("lister-kubeconfig", TEXT, "there is one client of the cluster: give --kubeconfig"),
            noted("discovery-interval", TEXT, "kinds are looked up when they are needed"),
            noted("feature-gates", TEXT, "there are none"),
            noted(
                    "enable-priority-and-fairness",
                    SWITCH,
                    "requests are answered from memory, and connections are bounded"),
            noted("profiling", SWITCH, "there is no pprof", "false"),
            noted("contention-profiling", SWITCH, "there is no pprof", "false"),
            refused("audit-log-path", TEXT, NO_AUDIT, ""),
            refused("audit-policy-file", TEXT, NO_AUDIT, ""),
            refused("audit-webhook-config-file", TEXT, NO_AUDIT, ""),
            noted("audit-log-maxage", TEXT, NOTHING_AUDITED),
            noted("audit-log-maxbackup", TEXT, NOTHING_AUDITED),
            noted("audit-log-maxsize", TEXT, NOTHING_AUDITED),
            noted("audit-log-format", TEXT, NOTHING_AUDITED),
            noted("audit-log-mode", TEXT, NOTHING_AUDITED),
            // Of the webhooks.
            noted(
                    "cache-miss-to-direct-client",
                    SWITCH,
                    "the admission rules look at what the operator watches",
                    "false"),
            // Of all three.
            noted("kube-api-qps", TEXT, QUEUES),
            noted("kube-api-burst", TEXT, QUEUES),
            refused("profiling-bind-address", TEXT, NO_PPROF, ""),
            // Of zap.
            noted("zap-devel", SWITCH, STDERR, "false"),
            noted("zap-stacktrace-level", TEXT, STDERR),
            // Of klog.
            noted("v", TEXT, STDERR),
            noted("vmodule", TEXT, STDERR),
            noted("logtostderr", SWITCH, STDERR, "true"),
            noted("alsologtostderr", SWITCH, STDERR, "true"),
            noted("stderrthreshold", TEXT, STDERR),
            noted("log_dir", TEXT, STDERR),
            noted("log_file", TEXT, STDERR),
            noted("log_file_max_size", TEXT, STDERR),
            noted("log_backtrace_at", TEXT, STDERR),
            noted("add_dir_header", SWITCH, STDERR),
            noted("one_output", SWITCH, STDERR),
            noted("skip_headers", SWITCH, STDERR),
            noted("skip_log_headers", SWITCH, STDERR),
            noted("log-flush-frequency", TEXT, STDERR),
            noted("log-text-info-buffer-size", TEXT, STDERR),
            noted("log-text-split-stream", SWITCH, STDERR),
            noted("logging-format", TEXT, STDERR, "text"));

    /** What was given of them. */
    record Given(List<String> notes, List<String> refusals) {}

    private ForeignFlags() {}

    static void addTo(CommandSpec command) {
        ALL.forEach(flag -> command.addOption(flag.option()));
    }

    static Given in(ParseResult parsed) {
        List<String> notes = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (ForeignFlag flag : ALL) {
            if (parsed.hasMatchedOption(flag.names().get(0))) {
                parsed.matchedOption(flag.names().get(0)).typedValues().stream()
                        .flatMap(values -> ((List<?>) values).stream())
                        .map(value -> flag.sentence(String.valueOf(value)))
                        .filter(sentence -> !sentence.isEmpty())
                        .distinct()
                        .forEach((flag.refused() ? refusals : notes)::add);
            }
        }
        return new Given(notes, refusals);
    }
}
