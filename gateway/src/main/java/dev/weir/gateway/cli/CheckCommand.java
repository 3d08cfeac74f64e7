package dev.weir.gateway.cli;

import dev.weir.controller.OfflineCheck;
import dev.weir.controller.check.CheckedObject;
import dev.weir.controller.check.ManifestText;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says everything that is wrong with manifests, offline: no cluster and no source is asked.",
        footer = {
            "",
            "TriggerAuthentications, Secrets, ConfigMaps, workloads and LimitRanges are taken from the same files; what"
                    + " is not in them is a warning.",
            "Exit codes: 0 no problem, 1 problems were found, 2 used wrongly, 3 could not run."
        })
final class CheckCommand implements Callable<Integer> {

    private static final long CLOSING_SECONDS = 10;

    private final InputStream in;
    private final InstantSource clock;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A file, a folder whose .yaml, .yml and .json files are read at every level, or - for stdin.")
    private List<String> given = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private CheckFormat output = CheckFormat.text;

    @Option(names = "--strict", description = "Warnings and what is unsupported are problems too.")
    private boolean strict;

    @Option(
            names = {"-q", "--quiet"},
            description = "Text shows only objects that there is something to say about, and no triggers.")
    private boolean quiet;

    @Option(
            names = "--cluster-object-namespace",
            paramLabel = "NAMESPACE",
            description =
                    "Where Secrets and ConfigMaps of ClusterTriggerAuthentications are; default ${DEFAULT-VALUE}.")
    private String clusterObjectNamespace = "keda";

    @Spec
    private CommandSpec spec;

    CheckCommand(InputStream in, InstantSource clock) {
        this.in = in;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, TimeoutException {
        List<ManifestText> texts = texts();
        OfflineCheck check = new OfflineCheck(clusterObjectNamespace, clock);
        try {
            List<CheckedObject> objects = check.check(texts);
            CheckTotals totals = CheckTotals.of(texts.size(), objects);
            new CheckReport(objects, totals)
                    .write(output, quiet, spec.commandLine().getOut());
            if (objects.isEmpty()) {
                spec.commandLine().getErr().println("No object of KEDA's kinds was found.");
            }
            return totals.clean(strict) ? ExitCode.FINE : ExitCode.NO;
        } finally {
            check.close().await(CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }

    private List<ManifestText> texts() throws IOException {
        try {
            return CheckFiles.of(given, in);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
