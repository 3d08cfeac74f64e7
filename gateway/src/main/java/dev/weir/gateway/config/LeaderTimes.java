package dev.weir.gateway.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How fast the Lease changes hands, from KEDA's variables.
 *
 * @param lease how long others wait for a leader that is silent; 15 s if not given
 * @param deadline how long a leader tries to renew before it stops to lead; 10 s if not given, shorter than the lease
 * @param retry how often somebody tries; 2 s if not given, shorter than the deadline
 */
public record LeaderTimes(Duration lease, Duration deadline, Duration retry) {

    private static final String LEASE = "KEDA_OPERATOR_LEADER_ELECTION_LEASE_DURATION";
    private static final String DEADLINE = "KEDA_OPERATOR_LEADER_ELECTION_RENEW_DEADLINE";
    private static final String RETRY = "KEDA_OPERATOR_LEADER_ELECTION_RETRY_PERIOD";

    /** @throws InvalidSettingsException naming everything that is wrong */
    public static LeaderTimes from(Map<String, String> environment) {
        Map<String, String> given = new HashMap<>(environment);
        given.keySet().retainAll(Set.of(LEASE, DEADLINE, RETRY));
        given.values().removeIf(String::isBlank);
        SettingsReader reader = new SettingsReader(given);
        LeaderTimes times = new LeaderTimes(
                reader.duration(LEASE, Duration.ofSeconds(15)),
                reader.duration(DEADLINE, Duration.ofSeconds(10)),
                reader.duration(RETRY, Duration.ofSeconds(2)));
        if (times.lease.compareTo(times.deadline) <= 0) {
            reader.problem(LEASE + ": is " + words(times.lease) + ", which must be longer than the "
                    + words(times.deadline) + " of " + DEADLINE);
        }
        if (times.deadline.compareTo(times.retry) <= 0) {
            reader.problem(DEADLINE + ": is " + words(times.deadline) + ", which must be longer than the "
                    + words(times.retry) + " of " + RETRY);
        }
        reader.done();
        return times;
    }

    private static String words(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
