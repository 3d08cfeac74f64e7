package dev.weir.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.jmh.activation.ActivationOptions;
import dev.weir.jmh.activation.ActivationReports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoadCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<LoadOptions> asked = new ArrayList<>();
    private final List<ActivationOptions> activated = new ArrayList<>();
    private int late;

    @Test
    void readsItsOptions() {
        assertEquals(0, run(0, "--objects", "30", "--queries", "3", "--seconds", "4", "--rate", "7.5", "--baseline"));
        assertEquals(List.of(new LoadOptions(30, 3, Duration.ofSeconds(4), OptionalDouble.of(7.5), true)), asked);
    }

    @Test
    void measuresAThousandObjectsUnlessToldOtherwise() {
        assertEquals(0, run(0));
        assertEquals(List.of(new LoadOptions(1_000, 20, Duration.ofSeconds(20), OptionalDouble.empty(), false)), asked);
    }

    @Test
    void printsOneJsonDocumentOnStdout() {
        assertEquals(0, run(0, "-o", "json"));
        assertEquals(report(0).json() + System.lineSeparator(), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void answersNoWhenRequestsFailed() {
        assertEquals(1, run(3));
        assertTrue(out.toString().contains("failed                           3"), out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--objects 0|--objects: given 0, accepted is a whole number from 1 to 100000",
                "--objects 100001|--objects: given 100001, accepted is a whole number from 1 to 100000",
                "--objects 5 --queries 6|--queries: given 6, accepted is a whole number from 1 to 5",
                "--seconds 0|--seconds: given 0, accepted is a whole number from 1 to 3600",
                "--rate 0.5|--rate: given 0.5, accepted is a number from 1 to 1000000",
                "--rate NaN|--rate: given NaN, accepted is a number from 1 to 1000000",
                "--seconds soon|Invalid value for option '--seconds'",
                "--nonsense|Unknown option: '--nonsense'",
                "--activation 0|--activation: given 0, accepted is a whole number from 1 to 10000",
                "--activation 5 --queries 6|--queries: given 6, accepted is a whole number from 1 to 5",
                "--activation 5 --interval 0|--interval: given 0, accepted is a whole number from 1 to 3600",
                "--activation 5 --baseline|--activation and --baseline exclude each other",
                "--activation 5 --seconds 3|--activation and --seconds exclude each other",
                "--interval 5|--interval goes with --activation only",
            })
    void saysWhatIsWrongWithAnOption(String arguments, String problem) {
        assertEquals(2, run(0, arguments.split(" ")));
        assertTrue(err.toString().contains(problem), err.toString());
        assertEquals(List.of(), asked);
        assertEquals(List.of(), activated);
    }

    @Test
    void measuresActivationInstead() {
        assertEquals(0, run(0, "--activation", "9", "--queries", "7", "--interval", "10"));
        assertEquals(0, run(0, "--activation", "5"));
        assertEquals(
                List.of(
                        new ActivationOptions(9, 7, Duration.ofSeconds(10)),
                        new ActivationOptions(5, 5, Duration.ofSeconds(30))),
                activated);
        assertEquals(List.of(), asked);
    }

    @Test
    void answersNoWhenObjectsWereLate() {
        late = 2;
        assertEquals(1, run(0, "--activation", "10"));
        assertTrue(
                out.toString().contains("all have left zero                                     never"),
                out.toString());
    }

    @Test
    void saysInOneSentenceThatItCouldNotRun() {
        int code = LoadCommand.run(
                runners(options -> {
                    throw new IOException("weir did not serve within 60 s");
                }),
                new PrintWriter(out),
                new PrintWriter(err, true));
        assertEquals(3, code);
        assertEquals(
                "weir load could not run: weir did not serve within 60 s" + System.lineSeparator(), err.toString());
    }

    private int run(long failed, String... arguments) {
        return LoadCommand.run(
                runners(options -> {
                    asked.add(options);
                    return report(failed);
                }),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                arguments);
    }

    private LoadCommand.Runners runners(LoadCommand.Runner<LoadOptions, Report> crowd) {
        return new LoadCommand.Runners(crowd, options -> {
            activated.add(options);
            return ActivationReports.of(options, late);
        });
    }

    private static Report report(long failed) {
        return new Report(new Figures(1_000, failed, 500, 120, 450, 900, 40, 200), Optional.empty());
    }
}
