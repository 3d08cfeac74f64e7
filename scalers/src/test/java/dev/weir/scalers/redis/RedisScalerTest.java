package dev.weir.scalers.redis;

import static dev.weir.scalers.testing.Triggers.and;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.testing.Scenarios;
import dev.weir.scalers.testing.TestCertificates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Parameters of all six types, and what makes their questions the same. */
final class RedisScalerTest {

    private static final Map<String, String> KEY = Map.of("address", "one:6379,two:6379", "listName", "orders");
    private static final Map<String, String> STREAM = Map.of("address", "one:6379,two:6379", "stream", "orders");

    private RedisBench bench;

    @BeforeEach
    void open() {
        bench = new RedisBench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Stream.of(
                        "redis",
                        "redis-streams",
                        "redis-cluster",
                        "redis-cluster-streams",
                        "redis-sentinel",
                        "redis-sentinel-streams")
                .flatMap(type -> Scenarios.of(type)
                        .map(test ->
                                DynamicTest.dynamicTest(type + ": " + test.getDisplayName(), test.getExecutable())));
    }

    @Test
    void onlyTheFirstServerOfASingleOneCounts() {
        for (String type : List.of("redis", "redis-streams")) {
            Map<String, String> asked = type.equals("redis") ? KEY : STREAM;
            assertEquals(key(type, asked, Map.of()), key(type, asked, Map.of("address", "one:6379")));
            assertNotEquals(key(type, asked, Map.of()), key(type, asked, Map.of("address", "two:6379,one:6379")));
            assertNotEquals(key(type, asked, Map.of()), key(type, asked, Map.of("databaseIndex", "1")));
            assertEquals(key(type, asked, Map.of()), key(type, asked, Map.of("sentinelMaster", "m")));
        }
    }

    @Test
    void theOrderOfAClustersServersDoesNotMatter() {
        for (String type : List.of("redis-cluster", "redis-sentinel")) {
            SourceKey key = key(type, KEY, Map.of());
            assertEquals(key, key(type, KEY, Map.of("address", "two:6379, one:6379")));
            assertNotEquals(key, key(type, KEY, Map.of("address", "one:6379")));
        }
        assertEquals(key("redis-cluster", KEY, Map.of()), key("redis-cluster", KEY, Map.of("databaseIndex", "1")));
        SourceKey sentinel = key("redis-sentinel", KEY, Map.of());
        assertNotEquals(sentinel, key("redis-sentinel", KEY, Map.of("databaseIndex", "1")));
        assertNotEquals(sentinel, key("redis-sentinel", KEY, Map.of("sentinelMaster", "m")));
        assertNotEquals(sentinel, key("redis-sentinel", KEY, Map.of("sentinelPassword", "p")));
    }

    @Test
    void keyLoginAndTlsArePartOfTheQuestion(@TempDir Path folder) {
        SourceKey key = key("redis", KEY, Map.of());
        assertNotEquals(key, key("redis", KEY, Map.of("listName", "other")));
        assertNotEquals(key, key("redis", KEY, Map.of("password", "p")));
        assertNotEquals(key("redis", KEY, Map.of("password", "p")), key("redis", KEY, Map.of("password", "q")));
        assertNotEquals(
                key("redis", KEY, Map.of("password", "p")),
                key("redis", KEY, Map.of("password", "p", "username", "u")));
        assertEquals(key, key("redis", KEY, Map.of("listLength", "7", "activationListLength", "7")));
        SourceKey tls = key("redis", KEY, Map.of("enableTLS", "true"));
        assertNotEquals(key, tls);
        String ca = TestCertificates.text(TestCertificates.in(folder).ca());
        assertNotEquals(
                tls,
                bench.source("redis", KEY, Map.of("tls", "enable", "ca", ca)).key());
        assertEquals(tls, bench.source("redis", KEY, Map.of("tls", "enable")).key());
    }

    @Test
    void allGroupsShareTheQuestionOfHowFarTheyAreBehind() {
        Map<String, String> lag = and(STREAM, Map.of("consumerGroup", "a", "lagCount", "5"));
        SourceKey key = key("redis-streams", lag, Map.of());
        assertEquals(key, key("redis-streams", lag, Map.of("consumerGroup", "b", "lagCount", "9")));
        SourceKey pending = key("redis-streams", lag, Map.of("lagCount", "0"));
        assertNotEquals(key, pending);
        assertNotEquals(pending, key("redis-streams", lag, Map.of("lagCount", "0", "consumerGroup", "b")));
        assertNotEquals(key, key("redis-streams", STREAM, Map.of()));
        assertNotEquals(key, key("redis-streams", lag, Map.of("stream", "other")));
    }

    @Test
    void allQuestionsToAServerAreAskedTogether() {
        Source<RedisReading> key = bench.source("redis", KEY, Map.of());
        Source<RedisReading> stream = bench.source("redis-streams", STREAM, Map.of());
        Source<RedisReading> other = bench.source("redis", and(KEY, Map.of("password", "p")), Map.of());
        assertEquals(key.together(), stream.together());
        assertNotEquals(key.together(), other.together());
        assertEquals("redis://one:6379", key.upstream());
        assertEquals(
                "rediss://one:6379,two:6379",
                bench.source("redis-cluster", and(KEY, Map.of("enableTLS", "true")), Map.of())
                        .upstream());
    }

    private SourceKey key(String type, Map<String, String> asked, Map<String, String> more) {
        return bench.source(type, and(asked, more), Map.of()).key();
    }
}
