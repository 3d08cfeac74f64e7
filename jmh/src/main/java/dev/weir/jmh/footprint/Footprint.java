package dev.weir.jmh.footprint;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a number of objects costs a process that does nothing but look after them.
 *
 * @param ready from the start of the process until each of its metrics had been answered
 * @param heapBytes left after a full collection; empty without {@code jcmd}
 * @param residentMiB at the end
 * @param peakMiB the most it ever was; empty where the system does not say
 * @param millicores processor time, in thousandths of a core
 * @param pollsPerSecond as Prometheus counted them
 */
record Footprint(
        int objects,
        Duration ready,
        OptionalLong heapBytes,
        long residentMiB,
        OptionalLong peakMiB,
        double millicores,
        double pollsPerSecond) {

    double millicoresPerThousand() {
        return millicores * 1_000 / objects;
    }
}
