package dev.weir.scalers.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.testing.RedisServer;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.TestCertificates;
import dev.weir.scalers.testing.Triggers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code redis-sentinel} and {@code redis-sentinel-streams} against real sentinels. */
final class RedisSentinelIT {

    private RedisBench bench;

    @BeforeEach
    void open() {
        bench = new RedisBench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void readsTheMastersKeysAndStreams() {
        try (RedisServer master = RedisServer.start();
                RedisServer sentinel = RedisServer.sentinelOn(ServerProcess.freePort(), master)) {
            RedisContract.filled(master);
            master.say("-n", "2", "RPUSH", "orders", "1");
            assertEquals(3, bench.count("redis-sentinel", at(sentinel, RedisContract.KEY), Map.of()));
            Map<String, String> second = Triggers.and(RedisContract.KEY, Map.of("databaseIndex", "2"));
            assertEquals(1, bench.count("redis-sentinel", at(sentinel, second), Map.of()));
            assertEquals(1, bench.count("redis-sentinel-streams", at(sentinel, RedisContract.STREAM), Map.of()));
            Map<String, String> pending = Map.of("stream", "events", "consumerGroup", "workers");
            assertEquals(0, bench.count("redis-sentinel-streams", at(sentinel, pending), Map.of()));
        }
    }

    @Test
    void masterAndSentinelsHaveTheirOwnLogins() {
        try (RedisServer master = RedisServer.start("--requirepass", "of-master");
                RedisServer sentinel = RedisServer.sentinelOn(
                        ServerProcess.freePort(),
                        master,
                        "sentinel auth-pass orders of-master",
                        "user watch on >of-sentinel ~* +@all",
                        "requirepass other")) {
            master.as("default", "of-master").say("RPUSH", "orders", "1", "2", "3");
            Map<String, String> good =
                    Map.of("password", "of-master", "sentinelUsername", "watch", "sentinelPassword", "of-sentinel");
            Map<String, String> asked = at(sentinel, RedisContract.KEY);
            assertEquals(3, bench.count("redis-sentinel", asked, good));
            String none = bench.failure("redis-sentinel", asked, Map.of("password", "of-master"));
            assertTrue(none.contains("sentinel " + sentinel.address() + ": NOAUTH"), none);
            String wrong =
                    bench.failure("redis-sentinel", asked, Triggers.and(good, Map.of("sentinelPassword", "of-master")));
            assertTrue(wrong.contains("sentinel " + sentinel.address() + ": the server refused AUTH"), wrong);
            String refused = bench.failure("redis-sentinel", asked, Triggers.and(good, Map.of("password", "other")));
            assertTrue(refused.contains("master " + master.address() + ": the server refused AUTH"), refused);
        }
    }

    @Test
    void saysThatTheMasterIsUnknownOrNoSentinelAnswers() {
        try (RedisServer master = RedisServer.start();
                RedisServer sentinel = RedisServer.sentinelOn(ServerProcess.freePort(), master)) {
            assertEquals("PONG", master.say("PING"));
            Map<String, String> asked = at(sentinel, RedisContract.KEY);
            String unknown = bench.failure(
                    "redis-sentinel", Triggers.and(asked, Map.of("sentinelMaster", "invoices")), Map.of());
            assertTrue(unknown.contains("knows no master \"invoices\""), unknown);
            String unnamed =
                    bench.failure("redis-sentinel", Triggers.and(asked, Map.of("sentinelMaster", "")), Map.of());
            assertTrue(unnamed.contains("knows no master \"\""), unnamed);
            Source<RedisReading> source = bench.source("redis-sentinel", asked, Map.of());
            assertEquals(0, bench.poll(source).count());
            sentinel.kill();
            assertEquals(0, bench.poll(source).count(), "the master that is known answers");
            ScalerBench.await(source.close());
            String gone = bench.failure("redis-sentinel", asked, Map.of());
            assertTrue(gone.contains("sentinel " + sentinel.address() + ": connection refused"), gone);
        }
    }

    @Test
    void followsAFailoverAndFindsOtherSentinels() {
        try (RedisServer master = RedisServer.start("--repl-diskless-sync-delay", "0");
                RedisServer replica = replicaOf(master);
                RedisServer first = RedisServer.sentinelOn(ServerProcess.freePort(), master);
                RedisServer second = RedisServer.sentinelOn(ServerProcess.freePort(), master)) {
            RedisServer.eventually(
                    "the sentinels know each other and the replica",
                    () -> first.say("SENTINEL", "MASTER", "orders").contains("num-other-sentinels\n1")
                            && second.say("SENTINEL", "MASTER", "orders").contains("num-slaves\n1"));
            master.say("RPUSH", "orders", "1", "2", "3");
            Source<RedisReading> source = bench.source("redis-sentinel", at(first, RedisContract.KEY), Map.of());
            assertEquals(3, bench.poll(source).count());
            RedisServer.eventually(
                    "the replica has the key",
                    () -> replica.say("LLEN", "orders").equals("3"));
            second.say("SENTINEL", "FAILOVER", "orders");
            RedisServer.eventually(
                    "the replica is master",
                    () -> replica.say("INFO", "replication").contains("role:master"));
            RedisServer.eventually(
                    "the sentinel in the manifest knows",
                    () -> first.say("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "orders")
                            .contains("" + replica.port()));
            replica.say("RPUSH", "orders", "4");
            RedisServer.eventually(
                    "what the new master holds is read",
                    () -> ScalerBench.await(bench.onLoop(source)
                            .map(reading -> reading.count() == 4)
                            .otherwise(false)));
            first.kill();
            replica.say("RPUSH", "orders", "5");
            RedisServer.eventually(
                    "the other sentinel is asked",
                    () -> ScalerBench.await(bench.onLoop(source)
                                    .map(reading -> reading.count() == 5)
                                    .otherwise(false))
                            && second.connections() > 0);
        }
    }

    @Test
    void speaksTlsWithBoth(@TempDir Path folder) {
        TestCertificates certificates = TestCertificates.in(folder);
        int masterTls = ServerProcess.freePort();
        int sentinelTls = ServerProcess.freePort();
        try (RedisServer master = RedisServer.startWithTls(certificates, masterTls, "--tls-auth-clients", "no");
                RedisServer sentinel = RedisServer.sentinelOn(
                        ServerProcess.freePort(),
                        master,
                        "sentinel monitor secured 127.0.0.1 " + masterTls + " 1",
                        "tls-port " + sentinelTls,
                        "tls-replication yes",
                        "tls-auth-clients no",
                        "tls-cert-file " + certificates.serverCert(),
                        "tls-key-file " + certificates.serverKey(),
                        "tls-ca-cert-file " + certificates.ca())) {
            master.say("RPUSH", "orders", "1", "2");
            assertEquals("PONG", sentinel.say("PING"));
            Map<String, String> asked =
                    Map.of("address", "127.0.0.1:" + sentinelTls, "sentinelMaster", "secured", "listName", "orders");
            Map<String, String> auth = Map.of("tls", "enable", "ca", TestCertificates.text(certificates.ca()));
            assertEquals(2, bench.count("redis-sentinel", asked, auth));
            String untrusted = bench.failure("redis-sentinel", asked, Map.of("tls", "enable"));
            assertTrue(untrusted.contains("TLS handshake failed"), untrusted);
        }
    }

    /** Sentinels look for replicas every ten seconds; what is there before they are is found at once. */
    private static RedisServer replicaOf(RedisServer master) {
        RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + master.port());
        RedisServer.eventually(
                "the replica follows", () -> replica.say("INFO", "replication").contains("master_link_status:up"));
        return replica;
    }

    private static Map<String, String> at(RedisServer sentinel, Map<String, String> asked) {
        return Triggers.and(Map.of("address", sentinel.address(), "sentinelMaster", "orders"), asked);
    }
}
