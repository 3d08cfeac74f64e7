package dev.weir.scalers.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.testing.RedisCluster;
import dev.weir.scalers.testing.RedisServer;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.Triggers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code redis-cluster} and {@code redis-cluster-streams} against a real cluster of three. */
final class RedisSlotsIT {

    private static RedisCluster cluster;

    private RedisBench bench;

    @BeforeAll
    static void startCluster() {
        cluster = RedisCluster.startOn(ServerProcess.freePort(), RedisContract.userOptions());
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
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
    void findsEachKeyWhereItIs() {
        List<Source<RedisReading>> sources = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<String> words = new ArrayList<>(List.of("SADD", "key-" + i));
            for (int n = 0; n <= i; n++) {
                words.add("m" + n);
            }
            cluster.say(words.toArray(String[]::new));
            sources.add(source("redis-cluster", Map.of("listName", "key-" + i, "databaseIndex", "3")));
        }
        List<RedisReading> readings = bench.together(sources);
        for (int i = 0; i < 12; i++) {
            assertEquals(i + 1, readings.get(i).count(), "key-" + i);
        }
        // Servers that move a slot keep connections to each other, as another user.
        cluster.nodes()
                .forEach(node ->
                        assertEquals(1, node.say("CLIENT", "LIST").split("user=hello", -1).length - 1, node.address()));
    }

    @Test
    void hashesWhatStandsInBraces() {
        cluster.say("RPUSH", "a{user}b", "1", "2");
        assertEquals(2, bench.count("redis-cluster", at(Map.of("listName", "a{user}b")), login()));
    }

    @Test
    void oneServerOfTheClusterIsEnoughToFindTheOthers() {
        cluster.say("RPUSH", "seed", "1");
        for (RedisServer node : cluster.nodes()) {
            Map<String, String> one = Map.of("hosts", "127.0.0.1", "ports", "" + node.port(), "listName", "seed");
            assertEquals(1, bench.count("redis-cluster", one, login()));
        }
        Map<String, String> mostlyDead = Map.of(
                "addresses",
                "127.0.0.1:" + ServerProcess.freePort() + ", " + cluster.node(1).address(),
                "listName",
                "seed");
        assertEquals(1, bench.count("redis-cluster", mostlyDead, login()));
    }

    @Test
    void measuresStreams() {
        cluster.say("XADD", "events", "0-1", "n", "1");
        cluster.say("XADD", "events", "0-2", "n", "1");
        RedisServer owner = cluster.owner("events");
        owner.say("XGROUP", "CREATE", "events", "workers", "0");
        owner.say("XREADGROUP", "GROUP", "workers", "me", "COUNT", "1", "STREAMS", "events", ">");
        Map<String, String> stream = Map.of("stream", "events");
        assertEquals(2, bench.count("redis-cluster-streams", at(stream), login()));
        Map<String, String> group = Triggers.and(stream, Map.of("consumerGroup", "workers"));
        assertEquals(1, bench.count("redis-cluster-streams", at(group), login()));
        Map<String, String> lag = Triggers.and(group, Map.of("lagCount", "1", "activationLagCount", "1"));
        assertEquals(Outcome.of(1, false), bench.outcome("redis-cluster-streams", at(lag), login()));
    }

    @Test
    void followsASlotThatMoves() {
        String key = "moving";
        cluster.say("RPUSH", key, "1", "2", "3");
        Source<RedisReading> source = source("redis-cluster", Map.of("listName", key));
        assertEquals(3, bench.poll(source).count());
        RedisServer from = cluster.owner(key);
        RedisServer to = cluster.nodes().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        String slot = from.say("CLUSTER", "KEYSLOT", key);
        String fromId = from.say("CLUSTER", "MYID");
        String toId = to.say("CLUSTER", "MYID");
        to.say("CLUSTER", "SETSLOT", slot, "IMPORTING", fromId);
        from.say("CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
        assertEquals(3, bench.poll(source).count(), "still where it was");
        from.say("MIGRATE", "127.0.0.1", "" + to.port(), key, "0", "2000");
        assertEquals(3, bench.poll(source).count(), "sent elsewhere once");
        to.say("CLUSTER", "SETSLOT", slot, "NODE", toId);
        from.say("CLUSTER", "SETSLOT", slot, "NODE", toId);
        assertEquals(3, bench.poll(source).count(), "sent elsewhere for good");
        assertEquals(3, bench.poll(source).count(), "known to be elsewhere");
    }

    @Test
    void keysOfOtherServersAreReadWhileOneIsAway() {
        try (RedisCluster own =
                RedisCluster.startOn(ServerProcess.freePort(), "--cluster-require-full-coverage", "no")) {
            List<String> keys = List.of("b", "c", "a", "d", "e", "f");
            List<Source<RedisReading>> sources = new ArrayList<>();
            for (String key : keys) {
                own.say("RPUSH", key, "1");
                Map<String, String> asked = Map.of("address", own.addresses(), "listName", key);
                sources.add(bench.source("redis-cluster", asked, Map.of()));
            }
            bench.together(sources).forEach(reading -> assertEquals(1, reading.count()));
            RedisServer away = own.owner("a");
            List<String> gone =
                    keys.stream().filter(key -> own.owner(key) == away).toList();
            away.kill();
            for (int i = 0; i < keys.size(); i++) {
                if (gone.contains(keys.get(i))) {
                    String failure = bench.pollFailure(sources.get(i));
                    assertTrue(failure.contains("node " + away.address()), failure);
                } else {
                    assertEquals(1, bench.poll(sources.get(i)).count());
                }
            }
            away.restart();
            RedisServer.eventually(
                    "it is found again",
                    () -> ScalerBench.await(bench.onLoop(sources.get(2))
                            .map(reading -> reading.count() == 0)
                            .otherwise(false)));
        }
    }

    @Test
    void saysThatASlotIsServedByNobody() {
        try (RedisServer alone =
                RedisServer.start("--cluster-enabled", "yes", "--cluster-port", "" + ServerProcess.freePort())) {
            Map<String, String> asked = Map.of("address", alone.address(), "listName", "list");
            String failure = bench.failure("redis-cluster", asked, Map.of());
            assertTrue(failure.contains("CLUSTERDOWN Hash slot not served"), failure);
        }
    }

    private static Map<String, String> login() {
        return Map.of("username", "hello", "password", RedisContract.PASSWORD);
    }

    private static Map<String, String> at(Map<String, String> asked) {
        return Triggers.and(Map.of("addresses", cluster.addresses()), asked);
    }

    private Source<RedisReading> source(String type, Map<String, String> asked) {
        return bench.source(type, at(asked), login());
    }
}
