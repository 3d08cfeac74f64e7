package dev.weir.gateway.telemetry;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something of a ScaledObject or of a ScaledJob, which KEDA's metrics tell apart by a label.
 *
 * @param type {@code scaledobject} or {@code scaledjob}
 */
public record Of<T>(String type, T item) {

    private static final String OBJECT = "scaledobject";
    private static final String JOB = "scaledjob";

    /** First those of ScaledObjects, then those of ScaledJobs. */
    public static <T> List<Of<T>> both(Collection<T> objects, Collection<T> jobs) {
        return Stream.concat(
                        objects.stream().map(item -> new Of<>(OBJECT, item)),
                        jobs.stream().map(item -> new Of<>(JOB, item)))
                .toList();
    }

    public boolean ofJob() {
        return type.equals(JOB);
    }
}
