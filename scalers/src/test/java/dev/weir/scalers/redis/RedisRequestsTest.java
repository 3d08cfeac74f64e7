package dev.weir.scalers.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.redis.resp.RedisStandIn;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.testing.Triggers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire and what comes of answers, against servers that say what a test wants. */
final class RedisRequestsTest {

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
    void allKeysOfAServerAreOnePipeline() {
        RedisStandIn server = serverThatSays(words -> switch (words.get(0)) {
            case "EVAL" -> ":" + words.get(3).length() + "\r\n";
            case "XPENDING" -> "*4\r\n:4\r\n$3\r\n0-1\r\n$3\r\n0-9\r\n*0\r\n";
            default -> ":7\r\n";
        });
        List<Source<RedisReading>> sources = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sources.add(source(server, "redis", Map.of("listName", "x".repeat(i + 1))));
            sources.add(source(server, "redis-streams", Map.of("stream", "s" + i)));
            sources.add(source(server, "redis-streams", Map.of("stream", "s" + i, "consumerGroup", "g")));
        }
        // Another threshold is the same question, and a second trigger on a key is no second request.
        sources.add(source(server, "redis", Map.of("listName", "x", "listLength", "99")));
        for (int round = 1; round <= 3; round++) {
            server.forget();
            server.holdUntil(90);
            List<Long> counts =
                    bench.together(sources).stream().map(RedisReading::count).toList();
            assertEquals(List.of(1L, 7L, 4L, 2L, 7L, 4L), counts.subList(0, 6));
            assertEquals(30, counts.get(87));
            assertEquals(1, counts.get(90));
            assertEquals(90, server.commands().size(), "commands in round " + round);
            assertEquals(1, server.connections());
        }
    }

    @Test
    void oneLookAtGroupsAndOneAtTheVersionServeAllWhoAskForLag() {
        RedisStandIn server = serverThatSays(words -> switch (words.get(0)) {
            case "INFO" -> bulk("# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\n");
            case "XINFO" -> "*2\r\n" + group("one", ":5") + group("two", "$-1");
            default -> ":9\r\n";
        });
        server.holdUntil(3);
        Map<String, Outcome> expected =
                Map.of("one", Outcome.of(5, true), "two", Outcome.of(-1, false), "three", Outcome.of(9, true));
        expected.forEach((group, outcome) -> {
            Map<String, String> asked = Map.of("stream", "s", "consumerGroup", group, "lagCount", "1");
            assertEquals(outcome, bench.outcome("redis-streams", at(server, asked), Map.of()), group);
        });
        server.forget();
        bench.together(expected.keySet().stream()
                .map(group ->
                        source(server, "redis-streams", Map.of("stream", "s", "consumerGroup", group, "lagCount", "1")))
                .toList());
        assertEquals(
                List.of(List.of("INFO"), List.of("XINFO", "GROUPS", "s"), List.of("XLEN", "s")), server.commands());
    }

    @Test
    void aGroupThatIsListedNeedsNoLength() {
        RedisStandIn server = serverThatSays(words -> switch (words.get(0)) {
            case "INFO" -> bulk("redis_version:8.0.0\r\n");
            case "XINFO" -> "*1\r\n" + group("one", ":5");
            default -> "-NOPERM no\r\n";
        });
        Map<String, String> asked = Map.of("stream", "s", "consumerGroup", "one", "lagCount", "1");
        assertEquals(Outcome.of(5, true), bench.outcome("redis-streams", at(server, asked), Map.of()));
        Outcome other = bench.outcome(
                "redis-streams", at(server, Triggers.and(asked, Map.of("consumerGroup", "two"))), Map.of());
        assertTrue(other.toString().contains("NOPERM"), other.toString());
    }

    @Test
    void anyOtherRefusalOfGroupsCountsTheStream() {
        RedisStandIn server = serverThatSays(words -> switch (words.get(0)) {
            case "INFO" -> bulk("redis_version:7.2\r\n");
            case "XINFO" -> "-NOPERM this user has no permissions to run the 'xinfo|groups' command\r\n";
            default -> ":9\r\n";
        });
        Map<String, String> asked = Map.of("stream", "s", "consumerGroup", "one", "lagCount", "1");
        assertEquals(Outcome.of(9, true), bench.outcome("redis-streams", at(server, asked), Map.of()));
    }

    @Test
    void lagNeedsTheVersion() {
        Map.of(
                        bulk("redis_version:6.2.14\r\n"),
                        "is Redis 6.2.14; lagCount needs Redis 7 or newer",
                        bulk("redis_version:x.1\r\n"),
                        "its version cannot be read",
                        bulk("role:master\r\n"),
                        "its version cannot be read",
                        "-NOPERM no info\r\n",
                        "its version cannot be read: NOPERM no info")
                .forEach((info, expected) -> {
                    RedisStandIn server = serverThatSays(words -> words.get(0).equals("INFO") ? info : "*0\r\n");
                    Map<String, String> asked = Map.of("stream", "s", "consumerGroup", "g", "lagCount", "1");
                    String failure = bench.failure("redis-streams", at(server, asked), Map.of());
                    assertTrue(failure.contains(expected), failure);
                    assertTrue(failure.contains("127.0.0.1:" + server.port()), failure);
                });
    }

    @Test
    void saysWhatIsWrongWithAnAnswer() {
        Map.of(
                        "+many\r\n",
                        "answered with something that is no number",
                        "$3\r\n123\r\n",
                        "answered with something that is no number",
                        "*0\r\n",
                        "answered with something that is no number",
                        "HTTP/1.1 400 Bad Request\r\n\r\n",
                        "answered with something that is no answer of Redis",
                        "$10485760\r\n" + "x".repeat(10 << 20),
                        "the answer is larger than 4 MiB, the limit",
                        "\u0015\u0003\u0001",
                        "the server speaks TLS on this port",
                        "-LOADING Redis is loading the dataset in memory\r\n",
                        "key \"list\": LOADING Redis is loading",
                        "-MOVED 1 127.0.0.1:1\r\n",
                        "key \"list\": MOVED 1 127.0.0.1:1")
                .forEach((answer, expected) -> {
                    RedisStandIn server = serverThatSays(words -> answer);
                    String failure = bench.failure("redis", at(server, Map.of("listName", "list")), Map.of());
                    assertTrue(failure.contains(expected), failure);
                    assertTrue(failure.contains("127.0.0.1:" + server.port()), failure);
                });
    }

    @Test
    void neverRepeatsThePasswordThatAServerRepeats() {
        RedisStandIn server = serverThatSays(words -> words.get(0).equals("AUTH")
                ? "-ERR unknown command 'AUTH', with args beginning with: '" + words.get(1) + "'\r\n"
                : ":1\r\n");
        String failure = bench.failure("redis", at(server, Map.of("listName", "list")), Map.of("password", "hunter2"));
        assertTrue(failure.contains("the server refused AUTH: ERR (the rest is hidden)"), failure);
        assertFalse(failure.contains("hunter2"), failure);
    }

    @Test
    void logsInOnceForEachConnection() {
        RedisStandIn server = serverThatSays(words -> words.get(0).equals("EVAL") ? ":1\r\n" : "+OK\r\n");
        Map<String, String> asked = Map.of("listName", "list", "databaseIndex", "2");
        Source<RedisReading> source =
                bench.source("redis", at(server, asked), Map.of("username", "me", "password", "hunter2"));
        bench.poll(source);
        bench.poll(source);
        assertEquals(
                List.of(List.of("AUTH", "me", "hunter2"), List.of("SELECT", "2")),
                server.commands().subList(0, 2));
        assertEquals(List.of("EVAL", "EVAL"), names(server).subList(2, 4));
    }

    @Test
    void saysWhyAServerHungUp() {
        RedisStandIn server = serverThatSays(words -> "-ERR max number of clients reached\r\n-more\r\n");
        String failure = bench.failure("redis", at(server, Map.of("listName", "list")), Map.of("password", "hunter2"));
        assertTrue(failure.contains("ERR max number of clients reached"), failure);
    }

    @Test
    void followsAClusterThatSendsItElsewhere() {
        RedisStandIn second = serverThatSays(words -> ":8\r\n");
        RedisStandIn first = serverThatSays(
                words -> words.get(0).equals("CLUSTER") ? "*0\r\n" : "-MOVED 7 127.0.0.1:" + second.port() + "\r\n");
        assertEquals(8, bench.count("redis-cluster", at(first, Map.of("listName", "list")), Map.of()));
        assertEquals(List.of("EVAL"), names(second));
    }

    @Test
    void announcesAQuestionThatIsSentElsewhereOnce() {
        RedisStandIn second = serverThatSays(words -> words.get(0).equals("ASKING") ? "+OK\r\n" : ":8\r\n");
        RedisStandIn first = serverThatSays(
                words -> words.get(0).equals("CLUSTER") ? "*0\r\n" : "-ASK 7 127.0.0.1:" + second.port() + "\r\n");
        Source<RedisReading> source = bench.source("redis-cluster", at(first, Map.of("listName", "list")), Map.of());
        assertEquals(8, bench.poll(source).count());
        assertEquals(8, bench.poll(source).count());
        assertEquals(List.of("ASKING", "EVAL", "ASKING", "EVAL"), names(second));
        assertEquals(List.of("CLUSTER", "EVAL", "EVAL"), names(first));
    }

    @Test
    void doesNotRunInCirclesForEver() {
        RedisStandIn[] both = new RedisStandIn[2];
        both[0] = serverThatSays(
                words -> words.get(0).equals("CLUSTER") ? "*0\r\n" : "-MOVED 7 127.0.0.1:" + both[1].port() + "\r\n");
        both[1] = serverThatSays(words -> "-MOVED 7 127.0.0.1:" + both[0].port() + "\r\n");
        String failure = bench.failure("redis-cluster", at(both[0], Map.of("listName", "list")), Map.of());
        assertTrue(failure.contains("key \"list\": MOVED 7 127.0.0.1:"), failure);
        assertEquals(List.of("EVAL", "EVAL"), names(both[1]));
    }

    @Test
    void takesAServerWithoutANameForTheOneThatWasAsked() {
        RedisStandIn[] it = new RedisStandIn[1];
        it[0] = serverThatSays(words -> words.get(0).equals("CLUSTER")
                ? "*1\r\n*3\r\n:0\r\n:16383\r\n*3\r\n$-1\r\n:" + it[0].port() + "\r\n$2\r\nid\r\n"
                : ":3\r\n");
        assertEquals(3, bench.count("redis-cluster", at(it[0], Map.of("listName", "list")), Map.of()));
    }

    @Test
    void asksTheNextOneWhereOneKnowsNothing() {
        RedisStandIn none = serverThatSays(words -> "-ERR This instance has cluster support disabled\r\n");
        RedisStandIn good = serverThatSays(words -> words.get(0).equals("CLUSTER") ? "*0\r\n" : ":3\r\n");
        Map<String, String> both =
                Map.of("addresses", "127.0.0.1:" + none.port() + ",127.0.0.1:" + good.port(), "listName", "list");
        assertEquals(3, bench.count("redis-cluster", both, Map.of()));
        String failure = bench.failure("redis-cluster", at(none, Map.of("listName", "list")), Map.of());
        assertTrue(failure.contains("cluster support disabled"), failure);
    }

    @Test
    void asksTheMasterThatASentinelNamesAsAnotherUser() {
        RedisStandIn master = serverThatSays(words -> words.get(0).equals("EVAL") ? ":6\r\n" : "+OK\r\n");
        RedisStandIn sentinel = serverThatSays(words -> switch (words.get(0)) {
            case "AUTH" -> "+OK\r\n";
            default -> words.get(1).equals("SENTINELS") ? "*0\r\n" : address(master.port());
        });
        Map<String, String> auth =
                Map.of("password", "of-master", "sentinelUsername", "watch", "sentinelPassword", "of-sentinel");
        Map<String, String> asked = Map.of("listName", "list", "databaseIndex", "4", "sentinelMaster", "orders");
        assertEquals(6, bench.count("redis-sentinel", at(sentinel, asked), auth));
        assertEquals(
                List.of("AUTH", "watch", "of-sentinel"), sentinel.commands().get(0));
        assertEquals(
                List.of("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "orders"),
                sentinel.commands().get(1));
        assertEquals(List.of("AUTH", "of-master"), master.commands().get(0));
        assertEquals(List.of("SELECT", "4"), master.commands().get(1));
    }

    @Test
    void saysThatNoSentinelKnowsTheMaster() {
        RedisStandIn sentinel =
                serverThatSays(words -> words.get(1).equals("SENTINELS") ? "-ERR No such master\r\n" : "*-1\r\n");
        Map<String, String> asked = Map.of("listName", "list", "sentinelMaster", "nobody");
        String failure = bench.failure("redis-sentinel", at(sentinel, asked), Map.of());
        assertTrue(failure.contains("sentinel 127.0.0.1:" + sentinel.port() + ": knows no master \"nobody\""), failure);
    }

    private RedisStandIn serverThatSays(Function<List<String>, String> answer) {
        return new RedisStandIn(bench.vertx(), answer);
    }

    private Source<RedisReading> source(RedisStandIn server, String type, Map<String, String> asked) {
        return bench.source(type, at(server, asked), Map.of());
    }

    private static Map<String, String> at(RedisStandIn server, Map<String, String> asked) {
        return Triggers.and(Map.of("address", "127.0.0.1:" + server.port()), asked);
    }

    private static List<String> names(RedisStandIn server) {
        return server.commands().stream().map(words -> words.get(0)).toList();
    }

    private static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    private static String address(int port) {
        return "*2\r\n" + bulk("127.0.0.1") + bulk(Integer.toString(port));
    }

    /** As version 2 of the protocol has it: names and values by turns. */
    private static String group(String name, String lag) {
        return "*6\r\n" + bulk("name") + bulk(name) + bulk("pending") + ":1\r\n" + bulk("lag") + lag + "\r\n";
    }
}
