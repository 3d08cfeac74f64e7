package dev.weir.jmh.footprint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be measured.
 *
 * @param sizes numbers of ScaledObjects, each for a process of its own
 * @param queries different Prometheus queries among them, or as many as there are objects where those are fewer
 * @param interval how often each object wants its source asked
 * @param measuring how long each process is looked at
 * @param plot where a picture of it is written, if at all
 * @param jvm options of Weir's JVM, beside those it is shipped with
 */
public record FootprintOptions(
        List<Integer> sizes,
        int queries,
        Duration interval,
        Duration measuring,
        Optional<Path> plot,
        Optional<String> jvm) {

    public FootprintOptions {
        sizes = List.copyOf(sizes);
    }

    int queriesOf(int objects) {
        return Math.min(queries, objects);
    }
}
