package dev.weir.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LeaderTimesTest {

    @Test
    void areKedasIfNothingIsGiven() {
        assertEquals(
                new LeaderTimes(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2)),
                LeaderTimes.from(Map.of("KEDA_OPERATOR_LEADER_ELECTION_RETRY_PERIOD", "", "PATH", "/bin")));
    }

    @Test
    void areReadFromKedasVariables() {
        assertEquals(
                new LeaderTimes(Duration.ofMinutes(1), Duration.ofSeconds(40), Duration.ofMillis(500)),
                LeaderTimes.from(Map.of(
                        "KEDA_OPERATOR_LEADER_ELECTION_LEASE_DURATION", "1m",
                        "KEDA_OPERATOR_LEADER_ELECTION_RENEW_DEADLINE", "40s",
                        "KEDA_OPERATOR_LEADER_ELECTION_RETRY_PERIOD", "500ms")));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        String said = assertThrows(
                        InvalidSettingsException.class,
                        () -> LeaderTimes.from(Map.of(
                                "KEDA_OPERATOR_LEADER_ELECTION_LEASE_DURATION", "soon",
                                "KEDA_OPERATOR_LEADER_ELECTION_RENEW_DEADLINE", "20s")))
                .getMessage();

        assertEquals(
                "KEDA_OPERATOR_LEADER_ELECTION_LEASE_DURATION: given \"soon\", accepted is a duration of at least 1ms,"
                        + " such as 500ms, 2.5s or 5m\nKEDA_OPERATOR_LEADER_ELECTION_LEASE_DURATION: is 15.0 s, which must"
                        + " be longer than the 20.0 s of KEDA_OPERATOR_LEADER_ELECTION_RENEW_DEADLINE",
                said);
    }
}
