package dev.weir.scalers.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.PostgresServer;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.TestCertificates;
import dev.weir.scalers.testing.Triggers;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code postgresql} against a real PostgreSQL. */
final class PostgresqlIT extends SqlContract {

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        certificates = TestCertificates.in(folder);
        server = PostgresServer.startWithTls(certificates);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected TriggerSpec spec(int port) {
        return parts(port, "hunter2", "disable", COUNT, "5");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return parts(port, "hunter2", "disable", COUNT, "50");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return parts(port, "hunter3", "disable", COUNT, "5");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return parts(port, "hunter2", "require", COUNT, "5");
    }

    @Override
    protected TriggerSpec asking(int port, String query) {
        return parts(port, "hunter2", "require", query, "5");
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        return Future.succeededFuture(PostgresServer.startOn(port));
    }

    private static TriggerSpec parts(int port, String password, String sslmode, String query, String target) {
        return Triggers.of(
                "postgresql",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        Integer.toString(port),
                        "userName",
                        "hello",
                        "dbName",
                        "shop",
                        "sslmode",
                        sslmode,
                        "query",
                        query,
                        "targetQueryValue",
                        target,
                        "activationTargetQueryValue",
                        target),
                Map.of("password", password));
    }

    private static TriggerSpec connecting(String connection) {
        return Triggers.of(
                "postgresql", Map.of("query", COUNT, "targetQueryValue", "5"), Map.of("connection", connection));
    }

    private String keywords(String more) {
        return "host=127.0.0.1 port=" + server.port() + " user=hello password='hunter2' dbname=shop " + more;
    }

    @Test
    void readsNumbersOfAllKinds() {
        is(7, server.port(), COUNT);
        is(2.5, server.port(), "SELECT 2.5::numeric");
        is(-3, server.port(), "SELECT -3::smallint");
        is(0.25, server.port(), "SELECT 0.25::real");
        is(1e300, server.port(), "SELECT 1e300::double precision");
        is(12, server.port(), "SELECT '12'::text");
        is(1, server.port(), "SELECT * FROM generate_series(1, 3)");
        assertTrue(Double.isNaN(value(server.port(), "SELECT 'NaN'::numeric")));
        assertTrue(Double.isNaN(value(server.port(), "SELECT 'NaN'::float8")));
        is(Double.POSITIVE_INFINITY, server.port(), "SELECT 'Infinity'::float8");
    }

    @Test
    void saysWhyAResultIsNoNumber() {
        Map.of(
                        "SELECT 1 WHERE false", "no row",
                        "SELECT NULL::int", "NULL",
                        "SELECT true", "no number",
                        "SELECT now()", "no number",
                        "SELECT 'many'", "no number",
                        "SELECT 1, 2", "2 columns",
                        "SELECT 1; SELECT 2", "more than one statement",
                        "SELECT * FROM absent", "relation \"absent\" does not exist",
                        "SELEKT 1", "syntax error")
                .forEach((query, why) -> {
                    String failure = refused(server.port(), query);
                    assertTrue(failure.contains(why), query + ": " + failure);
                });
    }

    @Test
    void isActiveAboveItsThresholdOnly() {
        assertTrue(measured(asking(server.port(), COUNT)).active());
        assertFalse(measured(with(asking(server.port(), COUNT), Map.of("activationTargetQueryValue", "7"), Map.of()))
                .active());
        assertFalse(measured(with(
                        asking(server.port(), COUNT),
                        Map.of("query", "SELECT -5", "activationTargetQueryValue", "0"),
                        Map.of()))
                .active());
    }

    @Test
    void readsConnectionStrings() {
        for (String mode :
                List.of("", "sslmode=prefer", "sslmode=require", "sslmode=allow", "application_name='a b'")) {
            assertEquals(7, measured(connecting(keywords(mode))).values().get(0), mode);
        }
        String url = "postgres://hello:hunter2@127.0.0.1:" + server.port() + "/shop?sslmode=require&search_path=public";
        assertEquals(7, measured(connecting(url)).values().get(0));
    }

    @Test
    void triesOneHostAfterTheOther() {
        String hosts = "host=127.0.0.1,127.0.0.1 port=" + ServerProcess.freePort() + "," + server.port()
                + " user=hello password=hunter2 dbname=shop";
        assertEquals(7, measured(connecting(hosts)).values().get(0));
        assertEquals(
                7,
                measured(connecting(hosts + " target_session_attrs=primary"))
                        .values()
                        .get(0));
        String standby = failure(connecting(hosts + " target_session_attrs=standby"));
        assertTrue(standby.contains("connection refused"), standby);
        assertTrue(standby.contains(":" + server.port() + "/shop: the server is not standby"), standby);
    }

    @Test
    void verifiesTheServersCertificate() {
        String ca = " sslrootcert=" + certificates.ca();
        assertEquals(
                7,
                measured(connecting(keywords("sslmode=verify-full" + ca)))
                        .values()
                        .get(0));
        assertEquals(
                7,
                measured(connecting(keywords("sslmode=verify-ca" + ca)))
                        .values()
                        .get(0));
        String unknown = failure(connecting(keywords("sslmode=verify-full")));
        assertTrue(unknown.contains("TLS handshake failed"), unknown);
        String absent = failure(connecting(keywords("sslmode=verify-full sslrootcert=/nowhere.pem")));
        assertTrue(absent.contains("/nowhere.pem"), absent);
    }

    @Test
    void verifiesTheServersNameIfToldTo() {
        String other = keywords("sslrootcert=" + certificates.ca()).replace("127.0.0.1", "127.0.0.2");
        assertEquals(
                7, measured(connecting(other + " sslmode=verify-ca")).values().get(0));
        String refused = failure(connecting(other + " sslmode=verify-full"));
        assertTrue(refused.contains("TLS handshake failed"), refused);
    }

    @Test
    void logsInByACertificate() {
        String login = "host=127.0.0.1 port=" + server.port() + " user=client dbname=shop sslmode=require sslcert="
                + certificates.clientCert() + " sslkey=" + certificates.clientKey();
        server.sql("DROP ROLE IF EXISTS client", "CREATE ROLE client LOGIN");
        server.sqlIn("shop", "GRANT SELECT ON orders TO client");
        assertEquals(7, measured(connecting(login)).values().get(0));
        server.sqlIn("shop", "REVOKE SELECT ON orders FROM client");
    }

    @Test
    void saysThatThePasswordIsWrong() {
        String failure = failure(with(asking(server.port(), COUNT), Map.of(), Map.of("password", "wrong")));
        assertTrue(failure.contains("password authentication failed for user \"hello\""), failure);
    }

    @Test
    void answersWithRotatedCredentials() {
        server.sql("DROP ROLE IF EXISTS turning", "CREATE ROLE turning LOGIN PASSWORD 'first'");
        TriggerSpec before =
                with(asking(server.port(), "SELECT 1"), Map.of("userName", "turning"), Map.of("password", "first"));
        TriggerSpec after = with(before, Map.of(), Map.of("password", "second"));
        assertEquals(1, measured(before).values().get(0));
        server.sql("ALTER ROLE turning PASSWORD 'second'");
        assertEquals(1, measured(after).values().get(0));
        answersAgain(after);
    }

    @Test
    void oneSlowQueryHoldsUpNobodyAndIsGivenUp() {
        Future<?> slow = bench.onLoop(source(asking(server.port(), "SELECT pg_sleep(60)")));
        is(7, server.port(), COUNT);
        String failure = ScalerBench.failure(slow).getMessage();
        assertTrue(failure.contains("timed out"), failure);
        is(7, server.port(), COUNT);
        eventuallyIs(
                0,
                server.port(),
                "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'");
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

    @Test
    void asksWithFewConnections() {
        var sources = IntStream.range(0, 20)
                .mapToObj(i -> source(asking(server.port(), "SELECT " + i + " FROM pg_sleep(0.05)")))
                .toList();
        List<Future<?>> all = new ArrayList<>();
        sources.forEach(source -> all.add(bench.onLoop(source)));
        ScalerBench.await(Future.join(all));
        is(
                SqlPool.CONNECTIONS,
                server.port(),
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'hello' AND application_name = 'weir'");
    }
}
