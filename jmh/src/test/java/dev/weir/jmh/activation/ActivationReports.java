package dev.weir.jmh.activation;

import dev.weir.jmh.cluster.ApiWrites;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reports to look at. */
public final class ActivationReports {

    private ActivationReports() {}

    /** Each object has left zero a second after the one before, except for so many that never did. */
    public static ActivationReport of(ActivationOptions options, int never) {
        List<Duration> left = IntStream.rangeClosed(1, options.objects() - never)
                .mapToObj(Duration::ofSeconds)
                .toList();
        ApiWrites writes = new ApiWrites(Map.of(
                "deployments/scale PUT",
                (long) left.size(),
                "events POST",
                (long) left.size(),
                "scaledobjects/status PATCH",
                left.size() + 1L));
        return new ActivationReport(
                options,
                Duration.ofMillis(12_345),
                left,
                new ApiWrites(Map.of("scaledobjects PATCH", (long) options.objects())),
                new ApiWrites(Map.of("deployments/scale PUT", (long) left.size())),
                writes,
                40,
                300,
                Duration.ofMillis(5_670),
                1.5);
    }
}
