package dev.weir.jmh.footprint;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Reports to look at. */
public final class FootprintReports {

    static final long PROCESS_BYTES = 10_000_000;
    static final long OBJECT_BYTES = 3_000;

    private FootprintReports() {}

    /** A process that takes 10 MB of heap, and 3,000 bytes more for each object. */
    public static FootprintReport of(FootprintOptions options) {
        List<Footprint> sizes = options.sizes().stream()
                .map(objects -> of(objects, OptionalLong.of(PROCESS_BYTES + objects * OBJECT_BYTES)))
                .toList();
        return new FootprintReport(options, sizes);
    }

    static Footprint of(int objects, OptionalLong heapBytes) {
        return new Footprint(
                objects, Duration.ofMillis(2_500), heapBytes, 150, OptionalLong.of(180), objects / 100.0, 33.31);
    }
}
