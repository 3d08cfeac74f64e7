package dev.weir.gateway.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows Weir at work in this process: no cluster, nothing to install.")
final class DemoCommand implements Callable<Integer> {

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

    DemoCommand(Runners.Demo runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws Exception {
        return runner.run(new DemoOptions(Optional.ofNullable(runFor), port, output == OutputFormat.json));
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
