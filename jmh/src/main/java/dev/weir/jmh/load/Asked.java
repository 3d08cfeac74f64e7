package dev.weir.jmh.load;

import dev.weir.jmh.activation.ActivationOptions;
import dev.weir.jmh.footprint.FootprintOptions;
import dev.weir.jmh.rest.RestOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the options of {@code weir load} ask for, checked. */
record Asked(Flags flags) {

    private static final int OBJECTS = 1_000;
    private static final int OBJECTS_AGGREGATED = 100;
    private static final int MOST_OBJECTS = 100_000;
    private static final int MOST_SECONDS = 3_600;
    private static final double MOST_PER_SECOND = 1_000_000;
    private static final int MOST_IN_CLUSTER = 10_000;
    private static final int MOST_REPLICAS = 3;
    private static final int MOST_CONNECTIONS = 1_000;
    private static final int QUERIES = 20;
    private static final int SOURCES = 1_000;
    private static final int SECONDS = 20;
    private static final int SECONDS_AT_REST = 60;

    /** An option that cannot be as it was given; the message is for the user. */
    static final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Wrong(String problem) {
            super(problem, null, false, false);
        }
    }

    LoadOptions crowd() {
        int objects = flags.objects == null ? OBJECTS : flags.objects;
        check("--objects", objects, MOST_OBJECTS);
        int queries = flags.queries == null ? QUERIES : flags.queries;
        queries(queries, objects);
        Double rate = flags.rate;
        Duration seconds = seconds(SECONDS);
        if (rate != null && !(rate >= 1 && rate <= MOST_PER_SECOND)) {
            throw new Wrong("--rate: given " + rate + ", accepted is a number from 1 to " + (int) MOST_PER_SECOND);
        }
        return new LoadOptions(
                objects,
                queries,
                seconds,
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                connections(),
                flags.baseline);
    }

    private OptionalInt connections() {
        Integer connections = flags.connections;
        if (connections == null) {
            return OptionalInt.empty();
        }
        check("--connections", connections, MOST_CONNECTIONS);
        return OptionalInt.of(connections);
    }

    ActivationOptions activation() {
        int objects = Objects.requireNonNull(flags.activation);
        check("--activation", objects, MOST_IN_CLUSTER);
        return new ActivationOptions(objects, queriesOf(objects), interval());
    }

    AggregatedOptions aggregated() {
        int objects = flags.objects == null ? OBJECTS_AGGREGATED : flags.objects;
        check("--objects", objects, MOST_IN_CLUSTER);
        return new AggregatedOptions(objects, queriesOf(objects), seconds(SECONDS_AT_REST));
    }

    RestOptions rest() {
        int objects = Objects.requireNonNull(flags.rest);
        check("--rest", objects, MOST_IN_CLUSTER);
        check("--replicas", flags.replicas, MOST_REPLICAS);
        return new RestOptions(
                objects, queriesOf(objects), interval(), flags.replicas, seconds(SECONDS_AT_REST), jvm());
    }

    FootprintOptions footprint() {
        List<Integer> sizes = Objects.requireNonNull(flags.footprint);
        for (int at = 0; at < sizes.size(); at++) {
            check("--footprint", sizes.get(at), MOST_OBJECTS);
            if (at > 0 && sizes.get(at) <= sizes.get(at - 1)) {
                throw new Wrong("--footprint: given " + sizes.get(at - 1) + "," + sizes.get(at)
                        + ", accepted are numbers each of which is more than the one before");
            }
        }
        int queries = flags.queries == null ? SOURCES : flags.queries;
        check("--queries", queries, MOST_OBJECTS);
        return new FootprintOptions(sizes, queries, interval(), seconds(SECONDS_AT_REST), plot(), jvm());
    }

    /** Before all is measured, rather than after. */
    private Optional<Path> plot() {
        Path plot = flags.plot;
        if (plot != null) {
            Path folder = plot.toAbsolutePath().getParent();
            if (Files.isDirectory(plot) || folder == null || !Files.isDirectory(folder)) {
                throw new Wrong("--plot: given \"" + plot + "\", accepted is a file in a folder that is there");
            }
        }
        return Optional.ofNullable(plot);
    }

    private Optional<String> jvm() {
        return Optional.ofNullable(flags.jvm).filter(options -> !options.isBlank());
    }

    /** As many as there are objects at most, unless more were asked for. */
    private int queriesOf(int objects) {
        @Nullable Integer given = flags.queries;
        int queries = given == null ? Math.min(QUERIES, objects) : given;
        queries(queries, objects);
        return queries;
    }

    private Duration interval() {
        check("--interval", flags.interval, MOST_SECONDS);
        return Duration.ofSeconds(flags.interval);
    }

    private Duration seconds(int otherwise) {
        int seconds = flags.seconds == null ? otherwise : flags.seconds;
        check("--seconds", seconds, MOST_SECONDS);
        return Duration.ofSeconds(seconds);
    }

    private static void queries(int given, int objects) {
        if (given < 1 || given > objects) {
            throw new Wrong(bounds("--queries", given, objects) + ", as many as there are objects");
        }
    }

    private static void check(String option, int given, int most) {
        if (given < 1 || given > most) {
            throw new Wrong(bounds(option, given, most));
        }
    }

    private static String bounds(String option, int given, int most) {
        return option + ": given " + given + ", accepted is a whole number from 1 to " + most;
    }
}
