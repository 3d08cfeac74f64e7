package dev.weir.scalers.redis;

import static dev.weir.scalers.testing.TestCertificates.text;
import static dev.weir.scalers.testing.Triggers.and;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.testing.RedisServer;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.TestCertificates;
import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code redis} and {@code redis-streams} against a real server. */
final class RedisIT {

    @TempDir
    private static Path folder;

    private static final int TLS_PORT = ServerProcess.freePort();
    private static TestCertificates certificates;
    private static RedisServer server;

    private RedisBench bench;

    @BeforeAll
    static void startServer() {
        certificates = TestCertificates.in(folder);
        server = RedisServer.startWithTls(certificates, TLS_PORT, "--tls-auth-clients", "optional");
        server.say("RPUSH", "list", "1", "2", "3");
        server.say("SADD", "set", "a", "b");
        server.say("ZADD", "sorted", "1", "a", "2", "b", "3", "c", "4", "d");
        server.say("HSET", "hash", "a", "1");
        server.say("SET", "string", "12");
        server.say("XADD", "stream", "*", "n", "1");
        server.say("-n", "3", "RPUSH", "list", "1");
        server.say("RPUSH", "orders {new} \"x\"", "1", "2");
        server.say("ACL", "SETUSER", "reader", "on", ">hunter2", "~*", "+@read", "+@scripting", "+select");
        server.say("ACL", "SETUSER", "scriptless", "on", ">hunter2", "~*", "+@read");
        server.say("ACL", "SETUSER", "elsewhere", "on", ">hunter2", "~other*", "+@all");
        for (int i = 0; i < 7; i++) {
            server.say("XADD", "work", i + "-1", "n", "1");
        }
        server.say("XGROUP", "CREATE", "work", "behind", "0");
        server.say("XREADGROUP", "GROUP", "behind", "me", "COUNT", "3", "STREAMS", "work", ">");
        server.say("XGROUP", "CREATE", "work", "done", "$", "ENTRIESREAD", "7");
        server.say("XGROUP", "CREATE", "work", "astray", "3-7");
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        bench = new RedisBench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void countsWhatAKeyHolds() {
        Map.of("list", 3, "set", 2, "sorted", 4, "hash", 1, "absent", 0, "orders {new} \"x\"", 2)
                .forEach((key, count) -> assertEquals(count.longValue(), count(Map.of("listName", key)), key));
        assertEquals(1, count(Map.of("listName", "list", "databaseIndex", "3")));
    }

    @Test
    void isActiveAboveTheActivationValue() {
        Map<String, String> asked = Map.of("address", server.address(), "listName", "list");
        assertEquals(
                Outcome.of(3, true), bench.outcome("redis", and(asked, Map.of("activationListLength", "2")), Map.of()));
        assertEquals(
                Outcome.of(3, false),
                bench.outcome("redis", and(asked, Map.of("activationListLength", "3")), Map.of()));
    }

    @Test
    void refusesKeysThatHoldSomethingElse() {
        for (String key : List.of("string", "stream")) {
            String failure = failure(Map.of("listName", key));
            assertTrue(
                    failure.contains("key \"" + key + "\": WRONGTYPE it is a " + key
                            + "; accepted are list, set, zset and hash"),
                    failure);
        }
        String failure = failure("redis-streams", Map.of("stream", "list"), Map.of());
        assertTrue(failure.contains("key \"list\": WRONGTYPE"), failure);
    }

    @Test
    void measuresStreams() {
        assertEquals(7, stream(Map.of("stream", "work")));
        assertEquals(0, stream(Map.of("stream", "absent")));
        assertEquals(7, stream(Map.of("stream", "work", "lagCount", "5")));
        assertEquals(3, stream(Map.of("stream", "work", "consumerGroup", "behind")));
        assertEquals(0, stream(Map.of("stream", "work", "consumerGroup", "done")));
        assertEquals(3, stream(Map.of("stream", "work", "consumerGroup", "behind", "lagCount", "0")));
    }

    @Test
    void measuresHowFarGroupsAreBehind() {
        assertEquals(Outcome.of(4, true), lag("work", "behind"));
        assertEquals(Outcome.of(0, false), lag("work", "done"));
        // The server cannot tell for a group that was put between two entries.
        assertEquals(Outcome.of(-1, false), lag("work", "astray"));
        assertEquals(Outcome.of(7, true), lag("work", "missing"));
        assertEquals(Outcome.of(0, false), lag("absent", "missing"));
        assertEquals(Outcome.of(0, false), lag("absent", "behind"));
    }

    @Test
    void pendingNeedsTheGroup() {
        for (Map<String, String> asked : List.of(
                Map.of("stream", "work", "consumerGroup", "missing"),
                Map.of("stream", "absent", "consumerGroup", "behind"))) {
            String failure = failure("redis-streams", asked, Map.of());
            assertTrue(failure.contains("NOGROUP"), failure);
        }
    }

    @Test
    void logsInWithPasswordAlone() {
        try (RedisServer own = RedisServer.start("--requirepass", "hunter2")) {
            own.as("default", "hunter2").say("RPUSH", "list", "1");
            Map<String, String> asked = Map.of("address", own.address(), "listName", "list");
            assertEquals(1, bench.count("redis", asked, Map.of("password", "hunter2")));
            String none = bench.failure("redis", asked, Map.of());
            assertTrue(none.contains("NOAUTH Authentication required"), none);
            // Nobody logs in without a password, so this is the same.
            assertTrue(
                    bench.failure("redis", asked, Map.of("username", "default")).contains("NOAUTH"));
        }
    }

    @Test
    void logsInAsAUserAndSaysWhatThatMayNot() {
        Map<String, String> list = Map.of("listName", "list");
        assertEquals(3, count(list, login("reader", "hunter2")));
        assertEquals(1, count(and(list, Map.of("databaseIndex", "3")), login("reader", "hunter2")));
        String scripts = failure("redis", list, login("scriptless", "hunter2"));
        assertTrue(scripts.contains("NOPERM") && scripts.contains("eval"), scripts);
        String key = failure("redis", list, login("elsewhere", "hunter2"));
        assertTrue(key.contains("NOPERM"), key);
    }

    @Test
    void saysThatALoginIsRefusedWithoutThePassword() {
        String failure = failure("redis", Map.of("listName", "list"), login("reader", "hunter3"));
        assertTrue(failure.contains("127.0.0.1:" + server.port()), failure);
        assertTrue(failure.contains("the server refused AUTH: WRONGPASS"), failure);
        assertFalse(failure.contains("hunter3"), failure);
    }

    @Test
    void saysThatADatabaseIsMissing() {
        String failure = failure(Map.of("listName", "list", "databaseIndex", "16"));
        assertTrue(failure.contains("the server refused SELECT: ERR DB index is out of range"), failure);
    }

    @Test
    void readsOverTls() {
        Map<String, String> at = Map.of("address", "127.0.0.1:" + TLS_PORT, "listName", "list");
        Map<String, String> ca = Map.of("ca", text(certificates.ca()));
        assertEquals(3, bench.count("redis", and(at, Map.of("enableTLS", "true")), ca));
        assertEquals(3, bench.count("redis", at, and(ca, Map.of("tls", "enable"))));
        assertEquals(3, bench.count("redis", and(at, Map.of("unsafeSsl", "true")), Map.of("tls", "enable")));
        String untrusted = bench.failure("redis", at, Map.of("tls", "enable"));
        assertTrue(untrusted.contains("TLS handshake failed"), untrusted);
        String plain = bench.failure("redis", at, Map.of());
        assertTrue(plain.contains("127.0.0.1:" + TLS_PORT), plain);
        String noTls = bench.failure("redis", and(at, Map.of("address", server.address())), Map.of("tls", "enable"));
        assertTrue(noTls.contains(server.address()), noTls);
    }

    /** The certificate is for 127.0.0.1; at 127.0.0.2 somebody hands on to the server. */
    @Test
    void refusesACertificateForAnotherHost() {
        NetServer between = ScalerBench.await(
                bench.vertx().createNetServer().connectHandler(this::handOn).listen(0, "127.0.0.2"));
        Map<String, String> at = Map.of("address", "127.0.0.2:" + between.actualPort(), "listName", "list");
        Map<String, String> auth = Map.of("tls", "enable", "ca", text(certificates.ca()));
        String failure = bench.failure("redis", at, auth);
        assertTrue(failure.contains("TLS handshake failed"), failure);
        assertEquals(3, bench.count("redis", and(at, Map.of("unsafeSsl", "true")), auth));
    }

    private void handOn(NetSocket from) {
        from.pause();
        bench.vertx()
                .createNetClient()
                .connect(TLS_PORT, "127.0.0.1")
                .onSuccess(to -> {
                    from.pipeTo(to);
                    to.pipeTo(from);
                })
                .onFailure(fault -> from.close());
    }

    @Test
    void showsAClientCertificate() {
        int port = ServerProcess.freePort();
        try (RedisServer strict = RedisServer.startWithTls(certificates, port, "--tls-auth-clients", "yes")) {
            strict.say("RPUSH", "list", "1", "2");
            Map<String, String> at = Map.of("address", "127.0.0.1:" + port, "listName", "list", "enableTLS", "true");
            Map<String, String> ca = Map.of("ca", text(certificates.ca()));
            Map<String, String> key = Map.of("key", text(certificates.clientKey()));
            String cert = text(certificates.clientCert());
            assertEquals(2, bench.count("redis", at, and(and(ca, key), Map.of("cert", cert))));
            assertEquals(2, bench.count("redis", at, and(and(ca, key), Map.of("Cert", cert))));
            String failure = bench.failure("redis", at, ca);
            assertTrue(failure.contains("127.0.0.1:" + port), failure);
        }
    }

    @Test
    void allTriggersOnAServerShareOneConnection() {
        try (RedisServer own = RedisServer.start()) {
            List<Source<RedisReading>> sources = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String key = "key-" + i;
                sources.add(bench.source("redis", Map.of("address", own.address(), "listName", key), Map.of()));
                sources.add(bench.source("redis-streams", Map.of("address", own.address(), "stream", key), Map.of()));
            }
            bench.together(sources).forEach(reading -> assertEquals(0, reading.count()));
            assertEquals(1, own.connections());
            sources.forEach(source -> ScalerBench.await(source.close()));
            RedisServer.eventually("the connection is gone", () -> own.connections() == 0);
        }
    }

    @Test
    void aRefusedKeyDoesNotDisturbTheOthers() {
        Source<RedisReading> good = bench.source("redis", at(Map.of("listName", "list")), Map.of());
        Source<RedisReading> bad = bench.source("redis", at(Map.of("listName", "string")), Map.of());
        Source<RedisReading> missing =
                bench.source("redis-streams", at(Map.of("stream", "work", "consumerGroup", "missing")), Map.of());
        for (int round = 0; round < 5; round++) {
            Future<RedisReading> failing = bench.onLoop(bad);
            Future<RedisReading> none = bench.onLoop(missing);
            assertEquals(3, bench.poll(good).count());
            assertTrue(ScalerBench.failure(failing).getMessage().contains("WRONGTYPE"));
            assertTrue(ScalerBench.failure(none).getMessage().contains("NOGROUP"));
        }
    }

    @Test
    void answersAtOnceAfterARestartBetweenTwoPolls() {
        try (RedisServer own = RedisServer.start()) {
            Source<RedisReading> source =
                    bench.source("redis", Map.of("address", own.address(), "listName", "list"), Map.of());
            own.say("RPUSH", "list", "1");
            assertEquals(1, bench.poll(source).count());
            own.kill();
            own.restart();
            own.say("RPUSH", "list", "1", "2");
            assertEquals(2, bench.poll(source).count());
        }
    }

    @Test
    void aConnectionThatTheServerClosedIsMadeAnew() {
        try (RedisServer own = RedisServer.start()) {
            Source<RedisReading> source =
                    bench.source("redis", Map.of("address", own.address(), "listName", "list"), Map.of());
            for (int i = 0; i < 20; i++) {
                assertEquals(0, bench.poll(source).count());
                own.say("CLIENT", "KILL", "TYPE", "NORMAL");
            }
        }
    }

    @Test
    void aNewPasswordIsANewClient() {
        try (RedisServer own = RedisServer.start("--user", "hello", "on", ">old", "~*", "+@all")) {
            Map<String, String> asked = Map.of("address", own.address(), "listName", "list");
            Source<RedisReading> before = bench.source("redis", asked, login("hello", "old"));
            assertEquals(0, bench.poll(before).count());
            own.say("ACL", "SETUSER", "hello", "resetpass", ">new");
            own.say("CLIENT", "KILL", "TYPE", "NORMAL");
            RedisServer.eventually(
                    "the old password is refused",
                    () -> ScalerBench.await(bench.onLoop(before)
                            .map(false)
                            .otherwise(
                                    fault -> String.valueOf(fault.getMessage()).contains("WRONGPASS"))));
            Source<RedisReading> after = bench.source("redis", asked, login("hello", "new"));
            assertFalse(after.key().equals(before.key()), "the same key with another password");
            assertEquals(0, bench.poll(after).count());
        }
    }

    @Test
    void givesUpOnAnAnswerThatStallsHalfway() {
        NetServer stalling = ScalerBench.await(bench.vertx()
                .createNetServer()
                .connectHandler(socket -> socket.handler(asked -> socket.write("$5\r\nab")))
                .listen(0, "127.0.0.1"));
        Map<String, String> asked = Map.of("address", "127.0.0.1:" + stalling.actualPort(), "listName", "list");
        String failure = bench.failure("redis", asked, Map.of());
        assertTrue(failure.contains("timed out"), failure);
    }

    private static Map<String, String> login(String user, String password) {
        return Map.of("username", user, "password", password);
    }

    private static Map<String, String> at(Map<String, String> asked) {
        return and(Map.of("address", server.address()), asked);
    }

    private long count(Map<String, String> asked) {
        return count(asked, Map.of());
    }

    private long count(Map<String, String> asked, Map<String, String> auth) {
        return bench.count("redis", at(asked), auth);
    }

    private long stream(Map<String, String> asked) {
        return bench.count("redis-streams", at(asked), Map.of());
    }

    private Outcome lag(String stream, String group) {
        return bench.outcome(
                "redis-streams", at(Map.of("stream", stream, "consumerGroup", group, "lagCount", "5")), Map.of());
    }

    private String failure(Map<String, String> asked) {
        return failure("redis", asked, Map.of());
    }

    private String failure(String type, Map<String, String> asked, Map<String, String> auth) {
        return bench.failure(type, at(asked), auth);
    }
}
