package dev.weir.gateway.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the process ends.
 *
 * @param delay how long everything is still served after the process says that it is not ready, so that nobody is sent here any
 *     more; empty if nobody has said, which is none outside a cluster
 * @param grace how long requests in flight may take to end after that
 * @param given the bound of all of it; empty if nobody has said
 */
public record ShutdownSettings(Optional<Duration> delay, Duration grace, Optional<Duration> given) {

    /** How long endpoints of a Service take to forget a pod, with room. */
    private static final Duration IN_A_CLUSTER = Duration.ofSeconds(5);

    /** For the Lease, clients and sources. With the delay and the grace it stays below the 30 s of a kubelet. */
    private static final Duration REST = Duration.ofSeconds(15);

    static ShutdownSettings from(SettingsReader reader, Duration grace) {
        Optional<Duration> delay = reader.pause("shutdown-delay");
        Optional<Duration> timeout = reader.pause("shutdown-timeout");
        ShutdownSettings settings = new ShutdownSettings(delay, grace, timeout);
        Duration least = delay.orElse(Duration.ZERO).plus(grace);
        if (timeout.isPresent() && timeout.get().compareTo(least) <= 0) {
            reader.problem("shutdown-timeout: given \"" + reader.text("shutdown-timeout", "")
                    + "\", accepted is more than shutdown-delay and shutdown-grace together, "
                    + least.toMillis() / 1000.0 + "s");
        }
        return settings;
    }

    /** With the delay of a pod where the process is one and nobody has said another. */
    ShutdownSettings in(Map<String, String> environment) {
        boolean pod = !environment.getOrDefault("KUBERNETES_SERVICE_HOST", "").isEmpty();
        return new ShutdownSettings(delay.or(() -> pod ? Optional.of(IN_A_CLUSTER) : Optional.empty()), grace, given);
    }

    /** How long to go on as before. */
    public Duration pause() {
        return delay.orElse(Duration.ZERO);
    }

    /** After which the process ends, whatever has not. */
    public Duration timeout() {
        return given.orElseGet(() -> pause().plus(grace).plus(REST));
    }
}
