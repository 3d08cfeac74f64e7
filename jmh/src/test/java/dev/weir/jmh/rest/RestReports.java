package dev.weir.jmh.rest;

import dev.weir.jmh.crowd.FirstAnswers;
import dev.weir.jmh.rest.RestReport.OneProcess;
import java.time.Duration;
import java.util.Collections;
import java.util.OptionalLong;

/** Reports to look at. */
public final class RestReports {

    private RestReports() {}

    /** Replicas that are all alike, over as long as was asked for. */
    public static RestReport of(RestOptions options, int failed) {
        OneProcess process =
                new OneProcess(200, OptionalLong.of(240), OptionalLong.of(30 << 20), Duration.ofMillis(600));
        return new RestReport(
                options,
                Duration.ofMillis(12_345),
                true,
                4_000,
                failed,
                40,
                options.measuring(),
                Collections.nCopies(options.replicas(), process),
                new FirstAnswers.Times(Duration.ofMillis(1_500), Duration.ofMillis(2_500)),
                1.5);
    }
}
