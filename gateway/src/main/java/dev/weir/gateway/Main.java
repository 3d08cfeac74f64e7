package dev.weir.gateway;

import dev.weir.gateway.cli.CommandLineInterface;
import dev.weir.gateway.cli.ExitCode;
import dev.weir.gateway.cli.Runners;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the process begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Runners runners =
                new Runners(new Serving(System.getenv(), version())::run, options -> unwired(err, "demo"), version());
        System.exit(CommandLineInterface.run(runners, out, err, arguments));
    }

    private static int unwired(PrintWriter err, String command) {
        err.println("weir " + command + " is not built yet in this version of Weir.");
        return ExitCode.COULD_NOT_RUN;
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("from source");
    }
}
