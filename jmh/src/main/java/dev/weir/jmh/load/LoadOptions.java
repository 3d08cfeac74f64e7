package dev.weir.jmh.load;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is to be measured.
 *
 * @param objects ScaledObjects, each with one trigger and one HPA
 * @param queries different Prometheus queries among them
 * @param measuring how long is measured in all; warming up comes on top
 * @param rate requests per second, or empty for as many as can be and then a quarter of that
 * @param connections of HTTP/1.1, each with one request at a time; empty for one of HTTP/2
 * @param baseline whether the bare server is measured as well, in turns
 */
record LoadOptions(
        int objects, int queries, Duration measuring, OptionalDouble rate, OptionalInt connections, boolean baseline) {

    private static final Duration SHORTEST_WARM_UP = Duration.ofSeconds(1);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(10);

    /** How long each server is warmed up at least: as long as is measured, within bounds. */
    Duration warmUp() {
        if (measuring.compareTo(SHORTEST_WARM_UP) < 0) {
            return SHORTEST_WARM_UP;
        }
        return measuring.compareTo(LONGEST_WARM_UP) > 0 ? LONGEST_WARM_UP : measuring;
    }

    /** So much must a server have answered before it counts as warm: where it gets no processor, time alone warms nothing. */
    long warmRequests() {
        return warmUp().toSeconds() * 100_000;
    }
}
