package dev.weir.gateway.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows Weir at work in this process: no cluster, nothing to install.",
            "The operator and the gateway are real; an API server, an HPA loop and five sources are made up around them."
                    + " A day of the sources takes 24 s, and they are asked every 3 s."
        },
        footer = {
            "",
            "The report counts, from the moment Weir serves:",
            "  objects       ScaledObjects that Weir serves",
            "  sources       distinct sources that Weir polls",
            "  polls         requests that the sources counted themselves",
            "  gets          metrics that the HPA loop asked the gateway for, over HTTPS",
            "  failedGets    those not answered with 200 and a value",
            "  scaledUp      objects that went up from zero replicas at least once",
            "  scaledToZero  objects of those that came back to zero at least once",
            "  p99Millis     99 of 100 gets took no longer"
        })
final class DemoCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    private final Runners.Demo runner;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = Seconds.class,
            description = "Stops by itself after this time, for example 60s, and prints a report.")
    private @Nullable Duration runFor;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the external metrics API; default a free one.")
    private int port;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Option(
            names = {"-v", "--verbose"},
            description = "Logs everything that Weir does on stderr, and shows lines instead of the table.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    DemoCommand(Runners.Demo runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--port: given \"" + port + "\", accepted is a number from 0 to " + HIGHEST_PORT);
        }
        return runner.run(new DemoOptions(Optional.ofNullable(runFor), port, output == OutputFormat.json, verbose));
    }

    static final class Seconds implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,6})(s|m|h)?");

        @Override
        public Duration convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
                throw new TypeConversionException("\"" + text + "\" is no duration such as 60s, 5m or 1h");
            }
            long number = Long.parseLong(matcher.group(1));
            String unit = matcher.group(2) == null ? "s" : matcher.group(2);
            return switch (unit) {
                case "h" -> Duration.ofHours(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
            };
        }
    }
}
