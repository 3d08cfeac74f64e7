package dev.weir.jmh.load;

import dev.weir.controller.kube.ApiFailure;
import dev.weir.gateway.cli.ExitCode;
import dev.weir.jmh.activation.ActivationOptions;
import dev.weir.jmh.activation.ActivationReport;
import dev.weir.jmh.footprint.FootprintOptions;
import dev.weir.jmh.footprint.FootprintReport;
import dev.weir.jmh.rest.RestOptions;
import dev.weir.jmh.rest.RestReport;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "",
            "With --aggregated: N workloads at one replica on that cluster, Weir behind its API server and asking it who may"
                    + " read, and beside it the bare server under a group of its own, which asks nobody; both asked through"
                    + " the API server, 100 requests at a time, in turns.",
            "",
            "With --rest: N workloads at one replica on that cluster, and what one Weir or several take while nothing"
                    + " changes: memory, processor time, polls, asked by the HPA controller, or by the crowd every 15 s"
                    + " where there is none. Then one is started anew, until it has answered for every object.",
            "",
            "With --footprint: no cluster; for each number of objects a fresh Weir over files, and what it takes while"
                    + " nobody asks: heap after a full collection, memory, processor time.",
            ""
        },
        footer = {
            "",
            "With -o json: requests, failed, perSecond (median of all turns), p50Micros, p99Micros, p999Micros, polls"
                    + " (requests that the Prometheus in this process counted itself), residentMiB; with --baseline also"
                    + " baseline (the same of the bare server) and ratio (answers per second by those of the bare server,"
                    + " median of all rounds). With --aggregated the same, and latencies are from the time each request was"
                    + " sent, 100 at a time.",
            "",
            "With --activation and -o json: objects, queries, intervalSeconds, readySeconds (from Weir's start until all are"
                    + " Ready with their HPAs), activationSeconds (p50, p99, all; null for never), late (objects still at"
                    + " zero 5 s after the interval), writesPerObject and apiWrites (from the switch-on until nothing is"
                    + " written any more), untilAllLeft and untilReady (the same for shorter and for earlier), polls,"
                    + " residentMiB, cpuSeconds, loadAverage.",
            "",
            "With --rest and -o json: objects, queries, intervalSeconds, replicas, readySeconds, hpaController (whether"
                    + " one asked), askedPerSecond, failed; residentMiB, millicores and pollsPerSecond of all processes"
                    + " together; processes (residentMiB, peakMiB, heapMiB after a full collection, millicores of each);"
                    + " firstAnswerMillis and allAnswersMillis from the start of one more process; loadAverage.",
            "",
            "With --footprint and -o json: queries, intervalSeconds, sizes: for each number of objects objects, queries,"
                    + " readySeconds, heapMiB, heapBytesPerObject (all of the heap by all objects), addedBytesPerObject"
                    + " (what each object more has cost since the number before), residentMiB, peakMiB, millicores,"
                    + " millicoresPerThousand, pollsPerSecond. What cannot be measured, as the heap without jcmd, is null.",
            "",
            "Exit codes: 0 fine, 1 requests failed or objects were late, 2 used wrongly, 3 could not run."
        })
final class LoadCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(LoadCommand.class);

    private final Runners runners;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final Flags flags = new Flags();

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

    /** The things that can be asked for. */
    record Runners(
            Runner<LoadOptions, Report> crowd,
            Runner<ActivationOptions, ActivationReport> activation,
            Runner<AggregatedOptions, Report> aggregated,
            Runner<RestOptions, RestReport> rest,
            Runner<FootprintOptions, FootprintReport> footprint) {}

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
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        Mode mode = Mode.of(this::given);
        Outcome outcome;
        try {
            mode.problem(this::given).ifPresent(problem -> {
                throw new Asked.Wrong(problem);
            });
            outcome = run(mode, new Asked(flags));
        } catch (Asked.Wrong wrong) {
            throw new ParameterException(command, wrong.getMessage());
        }
        command.getOut().println(output == OutputFormat.json ? outcome.json() : outcome.text());
        return outcome.failed() ? ExitCode.NO : ExitCode.FINE;
    }

    private Outcome run(Mode mode, Asked asked) throws Exception {
        return switch (mode) {
            case CROWD -> Outcome.of(runners.crowd().run(asked.crowd()));
            case ACTIVATION -> Outcome.of(runners.activation().run(asked.activation()));
            case AGGREGATED -> Outcome.of(runners.aggregated().run(asked.aggregated()));
            case REST -> Outcome.of(runners.rest().run(asked.rest()));
            case FOOTPRINT -> Outcome.of(runners.footprint().run(asked.footprint()));
        };
    }

    private boolean given(String option) {
        return Objects.requireNonNull(spec).commandLine().getParseResult().hasMatchedOption(option);
    }
}
