package dev.weir.gateway;

import dev.weir.gateway.cli.CommandLineInterface;
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
        Runners runners = new Runners(
                new Serving(System.getenv(), version())::run,
                new Demonstration(System.getenv(), version(), out, err)::run,
                version(),
                System.getenv());
        System.exit(CommandLineInterface.run(runners, out, err, arguments));
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("from-source");
    }
}
