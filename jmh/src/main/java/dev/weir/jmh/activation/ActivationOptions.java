package dev.weir.jmh.activation;

import java.time.Duration;

/**
 * What is to be measured.
 *
 * @param objects ScaledObjects, each with a Deployment at zero
 * @param queries different Prometheus queries among them
 * @param interval how often each object wants its source asked
 */
public record ActivationOptions(int objects, int queries, Duration interval) {

    private static final Duration WRITING = Duration.ofSeconds(5);

    /** Who is at zero after this time is late: the source has been asked by then, and writing takes no longer than that. */
    Duration promise() {
        return interval.plus(WRITING);
    }

    /** After this time nobody is waited for. */
    Duration limit() {
        return interval.multipliedBy(4).plusSeconds(60);
    }
}
