package dev.weir.scalers.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.MariadbServer;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.TestCertificates;
import dev.weir.scalers.testing.Triggers;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mysql} against a real MariaDB. */
final class MysqlIT extends SqlContract {

    @TempDir
    static Path folder;

    private static MariadbServer server;

    @BeforeAll
    static void start() {
        server = MariadbServer.startWithTls(TestCertificates.in(folder));
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
        return connecting("hello:hunter2@tcp(127.0.0.1:" + port + ")/shop?tls=skip-verify");
    }

    @Override
    protected TriggerSpec asking(int port, String query) {
        return parts(port, "hunter2", query, "5");
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        return Future.succeededFuture(MariadbServer.startOn(port));
    }

    private static TriggerSpec parts(int port, String password, String query, String target) {
        return Triggers.of(
                "mysql",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        Integer.toString(port),
                        "username",
                        "hello",
                        "dbName",
                        "shop",
                        "query",
                        query,
                        "queryValue",
                        target,
                        "activationQueryValue",
                        target),
                Map.of("password", password));
    }

    private static TriggerSpec connecting(String connection) {
        return Triggers.of("mysql", Map.of("query", COUNT, "queryValue", "5"), Map.of("connectionString", connection));
    }

    private static String dsn(String parameters) {
        return "hello:hunter2@tcp(127.0.0.1:" + server.port() + ")/shop" + parameters;
    }

    @Test
    void readsNumbersOfAllKinds() {
        is(7, server.port(), COUNT);
        is(2.5, server.port(), "SELECT CAST(2.5 AS DECIMAL(5,2))");
        is(-3, server.port(), "SELECT -3");
        is(0.25, server.port(), "SELECT 0.25e0");
        is(18446744073709551615.0, server.port(), "SELECT CAST(18446744073709551615 AS UNSIGNED)");
        is(12, server.port(), "SELECT '12'");
        is(5, server.port(), "SELECT CAST('5' AS BINARY)");
        is(1, server.port(), "SELECT id FROM orders ORDER BY id");
    }

    @Test
    void saysWhyAResultIsNoNumber() {
        Map.of(
                        "SELECT 1 FROM orders WHERE false", "no row",
                        "SELECT NULL", "NULL",
                        "SELECT NOW()", "no number",
                        "SELECT 'many'", "no number",
                        "SELECT 1, 2", "2 columns",
                        "SELECT * FROM absent", "doesn't exist",
                        "SELEKT 1", "error in your SQL syntax")
                .forEach((query, why) -> {
                    String failure = refused(server.port(), query);
                    assertTrue(failure.contains(why), query + ": " + failure);
                });
    }

    @Test
    void readsDataSourceNames() {
        for (String parameters :
                List.of("", "?tls=preferred", "?tls=skip-verify", "?parseTime=true&sql_mode=%27ANSI%27")) {
            assertEquals(7, measured(connecting(dsn(parameters))).values().get(0), parameters);
        }
        TriggerSpec ansi = with(
                connecting(dsn("?sql_mode=%27ANSI_QUOTES%27")),
                Map.of("query", "SELECT max(\"id\") FROM orders"),
                Map.of());
        assertEquals(7, measured(ansi).values().get(0));
    }

    @Test
    void verifiesTheServersCertificate() {
        String unknown = failure(connecting(dsn("?tls=true")));
        assertTrue(unknown.contains("TLS handshake failed"), unknown);
    }

    @Test
    void saysThatThePasswordIsWrong() {
        String failure = failure(with(asking(server.port(), COUNT), Map.of(), Map.of("password", "wrong")));
        assertTrue(failure.contains("Access denied for user 'hello'"), failure);
    }

    @Test
    void answersWithRotatedCredentials() {
        server.sql("CREATE OR REPLACE USER turning IDENTIFIED BY 'first'; GRANT ALL ON shop.* TO turning");
        TriggerSpec before =
                with(asking(server.port(), COUNT), Map.of("username", "turning"), Map.of("password", "first"));
        TriggerSpec after = with(before, Map.of(), Map.of("password", "second"));
        assertEquals(7, measured(before).values().get(0));
        server.sql("ALTER USER turning IDENTIFIED BY 'second'");
        assertEquals(7, measured(after).values().get(0));
    }

    @Test
    void oneSlowQueryHoldsUpNobodyAndIsGivenUp() {
        Future<?> slow = bench.onLoop(source(asking(server.port(), "SELECT SLEEP(60)")));
        is(7, server.port(), COUNT);
        String failure = ScalerBench.failure(slow).getMessage();
        assertTrue(failure.contains("timed out"), failure);
        is(7, server.port(), COUNT);
    }

    @Test
    void recoversFromAServerThatHangs() {
        TriggerSpec spec = asking(server.port(), COUNT);
        var source = source(spec);
        bench.poll(source);
        server.signal("STOP");
        String failure = bench.pollFailure(source);
        server.signal("CONT");
        assertTrue(failure.contains("timed out"), failure);
        answersAgain(spec);
    }
}
