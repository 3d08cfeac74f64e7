package dev.weir.jmh.rest;

import java.time.Duration;
import java.util.Optional;

/**
 * What is to be measured.
 *
 * @param objects ScaledObjects, each with a Deployment at one replica
 * @param queries different Prometheus queries among them
 * @param interval how often each object wants its source asked
 * @param replicas processes of Weir, which share the polls if they are several
 * @param measuring how long they are looked at
 * @param jvm options of Weir's JVM, beside those it is shipped with
 */
public record RestOptions(
        int objects, int queries, Duration interval, int replicas, Duration measuring, Optional<String> jvm) {

    /** How often the HPA controller asks for each metric, unless told otherwise. */
    static final Duration HPA_INTERVAL = Duration.ofSeconds(15);

    private static final Duration FIXED = Duration.ofSeconds(300);
    private static final Duration OF_EACH = Duration.ofMillis(120);

    /** After this time nobody is waited for. */
    Duration limit() {
        return FIXED.plus(OF_EACH.multipliedBy(objects));
    }

    /** Requests per second where there is no HPA controller. */
    double perSecond() {
        return Math.max(1, (double) objects / HPA_INTERVAL.toSeconds());
    }
}
