package dev.weir.gateway.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of {@code weir}. The launcher takes {@code weir load} itself. */
public final class CommandLineInterface {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLineInterface.class);
    private static final List<String> UNBUILT = List.of("simulate");

    private CommandLineInterface() {}

    /** Runs one command and answers its exit code. */
    public static int run(Runners runners, PrintWriter out, PrintWriter err, String... arguments) {
        return run(runners, System.in, out, err, arguments);
    }

    /** The same, with another standard input. */
    static int run(Runners runners, InputStream in, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine weir = new CommandLine(CommandSpec.forAnnotatedObject(new Weir()))
                .addSubcommand(serve(runners))
                .addSubcommand(new DemoCommand(runners.demo()))
                .addSubcommand(new CheckCommand(in, InstantSource.system()))
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new FormulaCommand(in, InstantSource.system()))
                .addSubcommand(new TopCommand(runners.environment()))
                .addSubcommand(new VersionCommand(runners.version()));
        for (String name : UNBUILT) {
            weir.addSubcommand(name, new UnbuiltCommand());
        }
        weir.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((fault, command, parsed) -> fault(fault, command));
        return arguments.length == 0 ? usage(weir) : weir.execute(arguments);
    }

    private static CommandLine serve(Runners runners) {
        CommandLine serve = new CommandLine(new ServeCommand(runners.serve(), runners.environment()));
        ForeignFlags.addTo(serve.getCommandSpec());
        AccessFlags.addTo(serve.getCommandSpec());
        return serve;
    }

    private static int usage(CommandLine weir) {
        weir.usage(weir.getErr());
        return ExitCode.USED_WRONGLY;
    }

    private static int fault(Exception fault, CommandLine command) {
        String reason = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        command.getErr().println("weir " + command.getCommandName() + " could not run: " + reason);
        LOG.debug("{} failed", command.getCommandName(), fault);
        return ExitCode.COULD_NOT_RUN;
    }

    @Command(
            name = "weir",
            mixinStandardHelpOptions = true,
            description = "Asks every source once and serves the answer to every autoscaler.",
            footer = {"", "weir load starts the load harness."},
            exitCodeOnInvalidInput = ExitCode.USED_WRONGLY,
            exitCodeOnExecutionException = ExitCode.COULD_NOT_RUN,
            synopsisSubcommandLabel = "COMMAND")
    private static final class Weir {}
}
