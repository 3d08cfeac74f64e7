package dev.weir.controller.cloudevents;

import dev.weir.controller.kube.RetryDelays;
import java.time.Duration;

/**
 * How patient a line is.
 *
 * @param waiting how many events wait for one source at most
 * @param retries of one event after its first attempt; when they are used up, the event is given up and the source rests
 * @param delays between them
 * @param rest until the next event is tried
 */
public record Delivery(int waiting, int retries, RetryDelays delays, Duration rest) {

    /** As many events and retries as KEDA has; half a minute of retries, then five of rest. */
    public static final Delivery DEFAULT = new Delivery(
            1024, 5, new RetryDelays(Duration.ofSeconds(1), Duration.ofSeconds(16)), Duration.ofMinutes(5));

    /** Of one request with its answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);
}
