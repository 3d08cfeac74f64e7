package dev.weir.jmh.load;

import java.time.Duration;

/**
 * What is to be measured.
 *
 * @param objects ScaledObjects, each with a Deployment at one replica
 * @param queries different Prometheus queries among them
 * @param measuring how long is measured, both servers together; warming up comes on top
 */
record AggregatedOptions(int objects, int queries, Duration measuring) {

    static final Duration INTERVAL = Duration.ofSeconds(30);

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(20);
    private static final Duration READY = Duration.ofSeconds(300);
    private static final Duration READY_OF_EACH = Duration.ofMillis(120);

    /** How long each server is warmed up: half as long as is measured, within bounds. */
    Duration warmUp() {
        Duration half = measuring.dividedBy(2);
        return half.compareTo(LONGEST_WARM_UP) > 0 ? LONGEST_WARM_UP : half;
    }

    /** After this time the objects are not waited for. */
    Duration limit() {
        return READY.plus(READY_OF_EACH.multipliedBy(objects));
    }
}
