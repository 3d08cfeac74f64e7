package dev.weir.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.jmh.activation.ActivationOptions;
import dev.weir.jmh.activation.ActivationReports;
import dev.weir.jmh.footprint.FootprintOptions;
import dev.weir.jmh.footprint.FootprintReports;
import dev.weir.jmh.rest.RestOptions;
import dev.weir.jmh.rest.RestReports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoadCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<LoadOptions> asked = new ArrayList<>();
    private final List<ActivationOptions> activated = new ArrayList<>();
    private final List<AggregatedOptions> aggregated = new ArrayList<>();
    private final List<RestOptions> rested = new ArrayList<>();
    private final List<FootprintOptions> footprints = new ArrayList<>();
    private int late;

    @Test
    void readsItsOptions() {
        assertEquals(0, run(0, "--objects", "30", "--queries", "3", "--seconds", "4", "--rate", "7.5", "--baseline"));
        assertEquals(
                List.of(new LoadOptions(
                        30, 3, Duration.ofSeconds(4), OptionalDouble.of(7.5), OptionalInt.empty(), true)),
                asked);
    }

    @Test
    void asksOverManyConnectionsIfToldTo() {
        assertEquals(0, run(0, "--connections", "100"));
        assertEquals(OptionalInt.of(100), asked.get(0).connections());
    }

    @Test
    void measuresAThousandObjectsUnlessToldOtherwise() {
        assertEquals(0, run(0));
        assertEquals(
                List.of(new LoadOptions(
                        1_000, 20, Duration.ofSeconds(20), OptionalDouble.empty(), OptionalInt.empty(), false)),
                asked);
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
                "--interval 5|--interval goes with --activation or --rest or --footprint only",
                "--connections 1001|--connections: given 1001, accepted is a whole number from 1 to 1000",
                "--rest 5 --connections 5|--rest and --connections exclude each other",
                "--aggregated --baseline|--aggregated and --baseline exclude each other",
                "--aggregated --rest 5|--aggregated and --rest exclude each other",
                "--aggregated --objects 10001|--objects: given 10001, accepted is a whole number from 1 to 10000",
                "--replicas 2|--replicas goes with --rest only",
                "--plot x.svg|--plot goes with --footprint only",
                "--rest 5 --activation 5|--activation and --rest exclude each other",
                "--rest 5 --objects 5|--rest and --objects exclude each other",
                "--rest 5 --plot x.svg|--rest and --plot exclude each other",
                "--rest 0|--rest: given 0, accepted is a whole number from 1 to 10000",
                "--rest 10001|--rest: given 10001, accepted is a whole number from 1 to 10000",
                "--rest 5 --queries 6|--queries: given 6, accepted is a whole number from 1 to 5",
                "--rest 5 --replicas 4|--replicas: given 4, accepted is a whole number from 1 to 3",
                "--footprint 5,x|Invalid value for option '--footprint'",
                "--footprint 5,5|--footprint: given 5,5, accepted are numbers each of which is more than the one",
                "--footprint 100001|--footprint: given 100001, accepted is a whole number from 1 to 100000",
                "--footprint 5 --replicas 2|--footprint and --replicas exclude each other",
                "--footprint 5 --plot /no/such/x.svg|--plot: given \"/no/such/x.svg\", accepted is a file in a folder",
            })
    void saysWhatIsWrongWithAnOption(String arguments, String problem) {
        assertEquals(2, run(0, arguments.split(" ")));
        assertTrue(err.toString().contains(problem), err.toString());
        assertEquals(List.of(), asked);
        assertEquals(List.of(), activated);
        assertEquals(List.of(), rested);
        assertEquals(List.of(), aggregated);
        assertEquals(List.of(), footprints);
    }

    @Test
    void measuresThroughTheApiServerInstead() {
        assertEquals(0, run(0, "--aggregated"));
        assertEquals(0, run(0, "--aggregated", "--objects", "5", "--seconds", "7"));
        assertEquals(
                List.of(
                        new AggregatedOptions(100, 20, Duration.ofSeconds(60)),
                        new AggregatedOptions(5, 5, Duration.ofSeconds(7))),
                aggregated);
    }

    @Test
    void measuresRestInstead() {
        assertEquals(0, run(0, "--rest", "9", "--replicas", "3", "--seconds", "5", "--jvm", "-Xmx64m"));
        assertEquals(0, run(0, "--rest", "1000"));
        assertEquals(
                List.of(
                        new RestOptions(9, 9, Duration.ofSeconds(30), 3, Duration.ofSeconds(5), Optional.of("-Xmx64m")),
                        new RestOptions(
                                1_000, 20, Duration.ofSeconds(30), 1, Duration.ofSeconds(60), Optional.empty())),
                rested);
        late = 1;
        assertEquals(1, run(0, "--rest", "9"));
    }

    @Test
    void measuresFootprintsInstead(@TempDir Path folder) {
        Path plot = folder.resolve("plot.svg");
        assertEquals(0, run(0, "--footprint", "1,20", "--queries", "5", "--interval", "2", "--plot", plot.toString()));
        assertEquals(
                List.of(new FootprintOptions(
                        List.of(1, 20),
                        5,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        Optional.of(plot),
                        Optional.empty())),
                footprints);
        assertEquals("", err.toString());
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
        return new LoadCommand.Runners(
                crowd,
                options -> {
                    activated.add(options);
                    return ActivationReports.of(options, late);
                },
                options -> {
                    aggregated.add(options);
                    return report(0);
                },
                options -> {
                    rested.add(options);
                    return RestReports.of(options, late);
                },
                options -> {
                    footprints.add(options);
                    return FootprintReports.of(options);
                });
    }

    private static Report report(long failed) {
        return new Report(new Figures(1_000, failed, 500, 120, 450, 900, 40, 200), Optional.empty());
    }
}
