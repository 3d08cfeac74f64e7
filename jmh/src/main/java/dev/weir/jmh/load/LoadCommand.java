package dev.weir.jmh.load;

import dev.weir.controller.kube.ApiFailure;
import dev.weir.gateway.cli.ExitCode;
import dev.weir.jmh.activation.ActivationOptions;
import dev.weir.jmh.activation.ActivationReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "weir load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeOnInvalidInput = ExitCode.USED_WRONGLY,
        exitCodeOnExecutionException = ExitCode.COULD_NOT_RUN,
        description = {
            "Measures a real 'weir serve' on loopback as the HPAs of a cluster use it: HTTP/2 over one TLS connection.",
            "",
            "Half of the time it is asked as fast as 100 requests at a time get through, which gives the answers per second;"
                    + " the other half at an even pace of a quarter of that, which gives latencies from the time each"
                    + " request was meant to be sent. Warming up comes on top: as long as is measured, for each server, 10 s"
                    + " at most, and up to four times that until no server gets any faster.",
            "",
            "With --activation something else: N workloads at zero on the cluster that KUBECONFIG names, 'weir serve' as"
                    + " it is shipped, a Prometheus that has work for all of them at once; how long until each has left"
                    + " zero, and how many writes that cost the API server by its own count. The cluster must run on this"
                    + " machine and do nothing else meanwhile; what is made there is taken away again.",
            ""
        },
        footer = {
            "",
            "With -o json: requests, failed, perSecond (median of all turns), p50Micros, p99Micros, p999Micros, polls"
                    + " (requests that the Prometheus in this process counted itself), residentMiB; with --baseline also"
                    + " baseline (the same of the bare server) and ratio (answers per second by those of the bare server,"
                    + " median of all rounds).",
            "",
            "With --activation and -o json: objects, queries, intervalSeconds, readySeconds (from Weir's start until all are"
                    + " Ready with their HPAs), activationSeconds (p50, p99, all; null for never), late (objects still at"
                    + " zero 5 s after the interval), writesPerObject and apiWrites (from the switch-on until nothing is"
                    + " written any more), untilAllLeft and untilReady (the same for shorter and for earlier), polls,"
                    + " residentMiB, cpuSeconds, loadAverage.",
            "",
            "Exit codes: 0 fine, 1 requests failed or objects were late, 2 used wrongly, 3 could not run."
        })
final class LoadCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(LoadCommand.class);
    private static final int MOST_OBJECTS = 100_000;
    private static final int MOST_SECONDS = 3_600;
    private static final double MOST_PER_SECOND = 1_000_000;
    private static final int MOST_ACTIVATED = 10_000;
    private static final List<String> NOT_WITH_ACTIVATION = List.of("--objects", "--seconds", "--rate", "--baseline");

    private final Runners runners;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--objects", paramLabel = "N", description = "ScaledObjects; default ${DEFAULT-VALUE}.")
    private int objects = 1_000;

    @Option(
            names = "--queries",
            paramLabel = "Q",
            description = "Different Prometheus queries among them; default ${DEFAULT-VALUE}.")
    private int queries = 20;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long is measured, all servers together; default ${DEFAULT-VALUE}.")
    private int seconds = 20;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Requests per second at an even pace, all of the time. The ratio then says only whether both"
                    + " servers can follow.")
    private @Nullable Double rate;

    @Option(
            names = "--baseline",
            description =
                    "Measures a bare Vert.x server beside it in turns, which answers a constant of the same size.")
    private boolean baseline;

    @Option(
            names = "--activation",
            paramLabel = "N",
            description = "Measures how fast N ScaledObjects leave zero on the cluster that KUBECONFIG names.")
    private @Nullable Integer activation;

    @Option(
            names = "--interval",
            paramLabel = "S",
            description = "Their pollingInterval in seconds, with --activation; default ${DEFAULT-VALUE}.")
    private int interval = 30;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    private enum OutputFormat {
        text,
        json
    }

    /** Does what was asked for. */
    @FunctionalInterface
    interface Runner<O, R> {
        R run(O options) throws Exception;
    }

    /** The two things that can be asked for. */
    record Runners(Runner<LoadOptions, Report> crowd, Runner<ActivationOptions, ActivationReport> activation) {}

    private LoadCommand(Runners runners) {
        this.runners = runners;
    }

    /** Runs the command and answers its exit code. */
    static int run(Runners runners, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new LoadCommand(runners))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((fault, command, parsed) -> fault(fault, err))
                .execute(arguments);
    }

    private static int fault(Exception fault, PrintWriter err) {
        String reason = ApiFailure.sentence(fault);
        err.println("weir load could not run: " + reason);
        LOG.debug("load failed", fault);
        return ExitCode.COULD_NOT_RUN;
    }

    @Override
    public Integer call() throws Exception {
        Outcome outcome = activation == null
                ? Outcome.of(runners.crowd().run(load()))
                : Outcome.of(runners.activation().run(activation(activation)));
        spec.commandLine().getOut().println(output == OutputFormat.json ? outcome.json() : outcome.text());
        return outcome.failed() ? ExitCode.NO : ExitCode.FINE;
    }

    private LoadOptions load() {
        if (given("--interval")) {
            throw wrong("--interval goes with --activation only");
        }
        check("--objects", objects, MOST_OBJECTS);
        check("--queries", queries, objects);
        check("--seconds", seconds, MOST_SECONDS);
        if (rate != null && !(rate >= 1 && rate <= MOST_PER_SECOND)) {
            throw wrong("--rate: given " + rate + ", accepted is a number from 1 to " + (int) MOST_PER_SECOND);
        }
        return new LoadOptions(
                objects,
                queries,
                Duration.ofSeconds(seconds),
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                baseline);
    }

    private ActivationOptions activation(int number) {
        NOT_WITH_ACTIVATION.stream().filter(this::given).findFirst().ifPresent(other -> {
            throw wrong("--activation and " + other + " exclude each other");
        });
        check("--activation", number, MOST_ACTIVATED);
        int different = given("--queries") ? queries : Math.min(queries, number);
        check("--queries", different, number);
        check("--interval", interval, MOST_SECONDS);
        return new ActivationOptions(number, different, Duration.ofSeconds(interval));
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private void check(String option, int given, int most) {
        if (given < 1 || given > most) {
            throw wrong(option + ": given " + given + ", accepted is a whole number from 1 to " + most
                    + (option.equals("--queries") ? ", as many as there are objects" : ""));
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
