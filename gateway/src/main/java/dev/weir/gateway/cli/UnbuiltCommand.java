package dev.weir.gateway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that is promised and not there: it says so, instead of looking like a typing error. */
@Command
final class UnbuiltCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Unmatched
    private List<String> ignored = new ArrayList<>();

    @Override
    public Integer call() {
        spec.commandLine().getErr().println("weir " + spec.name() + " is not built yet in this version of Weir.");
        return ExitCode.COULD_NOT_RUN;
    }
}
