package dev.weir.gateway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {

    private final String version;

    @Spec
    private CommandSpec spec;

    VersionCommand(String version) {
        this.version = version;
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().println("weir " + version);
        return ExitCode.FINE;
    }
}
