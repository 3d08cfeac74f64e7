package dev.weir.gateway.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that the views show, as it is at one moment.
 *
 * @param total how long the demo runs; empty for until it is told to stop
 * @param gateway the address of the metrics API
 * @param notice something to worry about, in one line
 */
record Picture(
        Duration elapsed,
        Optional<Duration> total,
        String gateway,
        List<SourceRow> sources,
        List<ObjectRow> objects,
        long gets,
        long failedGets,
        double p99Millis,
        Optional<String> notice) {

    /**
     * One source.
     *
     * @param askedBy how many objects want its answer
     */
    record SourceRow(String name, String asked, int askedBy, long polls) {}

    /**
     * One object.
     *
     * @param samples its replicas in the past, a second apart, oldest first
     */
    record ObjectRow(String name, int replicas, int max, List<Integer> samples) {

        ObjectRow {
            samples = List.copyOf(samples);
        }
    }

    Picture {
        sources = List.copyOf(sources);
        objects = List.copyOf(objects);
    }

    long polls() {
        return sources.stream().mapToLong(SourceRow::polls).sum();
    }

    int replicas() {
        return objects.stream().mapToInt(ObjectRow::replicas).sum();
    }

    long running() {
        return objects.stream().filter(row -> row.replicas() > 0).count();
    }

    /** Such as {@code 1:05 of 2:00}. */
    String time() {
        return clock(elapsed) + total.map(end -> " of " + clock(end)).orElse("");
    }

    /** How the gets went, in words. */
    String answers() {
        return gets + " gets answered" + (failedGets == 0 ? "" : ", of them " + failedGets + " NOT with a value");
    }

    private static String clock(Duration time) {
        return String.format("%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
