package dev.weir.scalers.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.TestCertificates;
import dev.weir.scalers.testing.Triggers;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mssql} against a stand-in of SQL Server. */
final class MssqlStandInTest extends SqlContract {

    private static final Map<String, List<List<Object>>> ANSWERS = Map.of(
            COUNT,
            List.of(List.of(7L)),
            "SELECT float",
            List.of(List.of(2.5)),
            "SELECT decimal",
            List.of(List.of(new BigDecimal("12.25"))),
            "SELECT text",
            List.of(List.of("12")),
            "SELECT many",
            List.of(List.of(1L), List.of(2L)),
            "SELECT none",
            List.of(),
            "SELECT NULL",
            List.of(List.of("NULL")),
            "SELECT bit",
            List.of(List.of(true)),
            "SELECT word",
            List.of(List.of("many")),
            "SELECT two",
            List.of(List.of(1L, 2L)));

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static TdsStandIn server;

    @BeforeAll
    static void start() {
        certificates = TestCertificates.in(folder);
        server = new TdsStandIn(ServerProcess.freePort(), certificates, ANSWERS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected TriggerSpec spec(int port) {
        return parts(port, "hunter2", COUNT, "5");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return parts(port, "hunter2", COUNT, "50");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return parts(port, "hunter3", COUNT, "5");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return connecting(port, "encrypt=true;trustservercertificate=true");
    }

    @Override
    protected TriggerSpec asking(int port, String query) {
        return parts(port, "hunter2", query, "5");
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        // Unlike a real server it would be there before the pause after a refused connection is over.
        return bench.vertx().timer(500).map(over -> new TdsStandIn(port, null, ANSWERS));
    }

    private static TriggerSpec parts(int port, String password, String query, String target) {
        return Triggers.of(
                "mssql",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        Integer.toString(port),
                        "username",
                        "hello",
                        "database",
                        "shop",
                        "query",
                        query,
                        "targetValue",
                        target,
                        "activationTargetValue",
                        target),
                Map.of("password", password));
    }

    private static TriggerSpec connecting(int port, String more) {
        return Triggers.of(
                "mssql",
                Map.of("query", COUNT, "targetValue", "5"),
                Map.of("connectionString", "server=127.0.0.1," + port + ";user id=hello;password=hunter2;" + more));
    }

    @Test
    void readsNumbersOfAllKinds() {
        is(7, server.port(), COUNT);
        is(2.5, server.port(), "SELECT float");
        is(12.25, server.port(), "SELECT decimal");
        is(12, server.port(), "SELECT text");
        is(1, server.port(), "SELECT many");
    }

    @Test
    void takesNoRowForZero() {
        is(0, server.port(), "SELECT none");
    }

    @Test
    void saysWhyAResultIsNoNumber() {
        Map.of(
                        "SELECT NULL", "NULL",
                        "SELECT bit", "no number",
                        "SELECT word", "no number",
                        "SELECT two", "2 columns",
                        "SELECT * FROM absent", "Invalid object name 'absent'")
                .forEach((query, why) -> {
                    String failure = refused(server.port(), query);
                    assertTrue(failure.contains(why), query + ": " + failure);
                });
    }

    @Test
    void encryptsAndVerifies() {
        String trusted = "encrypt=true;certificate=" + certificates.ca();
        assertEquals(7, measured(connecting(server.port(), trusted)).values().get(0));
        assertEquals(7, measured(overTls(server.port())).values().get(0));
        String unknown = failure(connecting(server.port(), "encrypt=true"));
        assertTrue(unknown.contains("TLS handshake failed"), unknown);
    }

    @Test
    void saysThatThePasswordIsWrong() {
        String failure = failure(with(asking(server.port(), COUNT), Map.of(), Map.of("password", "wrong")));
        assertTrue(failure.contains("Login failed for user 'hello'"), failure);
    }

    @Test
    void answersWithRotatedCredentials() {
        try (TdsStandIn own = new TdsStandIn(ServerProcess.freePort(), null, ANSWERS)) {
            TriggerSpec before = asking(own.port(), COUNT);
            assertEquals(7, measured(before).values().get(0));
            own.password("hunter3");
            assertEquals(7, measured(withOtherCredentials(own.port())).values().get(0));
        }
    }

    @Test
    void queriesThatStallHoldUpNobodyAndAreGivenUp() {
        Future<?> slow = bench.onLoop(source(asking(server.port(), TdsStandIn.STALL)));
        is(7, server.port(), COUNT);
        String failure = ScalerBench.failure(slow).getMessage();
        assertTrue(failure.contains("timed out"), failure);
        is(7, server.port(), COUNT);
    }
}
