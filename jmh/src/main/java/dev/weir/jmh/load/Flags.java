package dev.weir.jmh.load;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code weir load}, as they were given. */
final class Flags {

    @Option(names = "--objects", paramLabel = "N", description = "ScaledObjects; default 1000, with --aggregated 100.")
    @Nullable
    Integer objects;

    @Option(
            names = "--queries",
            paramLabel = "Q",
            description = "Different Prometheus queries among them; default 20, with --footprint 1000.")
    @Nullable
    Integer queries;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long is measured, all servers together; default 20, with --aggregated and --rest 60,"
                    + " with --footprint 60 for each number of objects.")
    @Nullable
    Integer seconds;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Requests per second at an even pace, all of the time. The ratio then says only whether both"
                    + " servers can follow.")
    @Nullable
    Double rate;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description =
                    "Asks over so many connections of HTTP/1.1 that stay open, with one request at a time on each,"
                            + " instead of one of HTTP/2 with 100 at a time.")
    @Nullable
    Integer connections;

    @Option(
            names = "--baseline",
            description =
                    "Measures a bare Vert.x server beside it in turns, which answers a constant of the same size.")
    boolean baseline;

    @Option(
            names = "--activation",
            paramLabel = "N",
            description = "Measures how fast N ScaledObjects leave zero on the cluster that KUBECONFIG names.")
    @Nullable
    Integer activation;

    @Option(
            names = "--aggregated",
            description = "Measures through the API server of the cluster that KUBECONFIG names, the bare server beside"
                    + " Weir.")
    boolean aggregated;

    @Option(
            names = "--rest",
            paramLabel = "N",
            description = "Measures what Weir takes while nothing changes with N ScaledObjects on the cluster that"
                    + " KUBECONFIG names.")
    @Nullable
    Integer rest;

    @Option(
            names = "--replicas",
            paramLabel = "R",
            description = "Processes that share the polls, with --rest; default ${DEFAULT-VALUE}.")
    int replicas = 1;

    @Option(
            names = "--footprint",
            paramLabel = "N1,N2,...",
            split = ",",
            description = "Measures what Weir takes with so many ScaledObjects, a fresh process for each number.")
    @Nullable
    List<Integer> footprint;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draws a picture (SVG) of it, with --footprint.")
    @Nullable
    Path plot;

    @Option(
            names = "--interval",
            paramLabel = "S",
            description = "pollingInterval of the ScaledObjects in seconds, with --activation, --rest and --footprint;"
                    + " default ${DEFAULT-VALUE}.")
    int interval = 30;

    @Option(
            names = "--jvm",
            paramLabel = "OPTIONS",
            description = "Options of Weir's JVM, as WEIR_JAVA_OPTS takes them, with --rest and --footprint.")
    @Nullable
    String jvm;
}
