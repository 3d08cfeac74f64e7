package dev.weir.scalers.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.Scenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaScalerTest {

    private static final Map<String, String> METADATA =
            Map.of("bootstrapServers", "one:9092,two:9092", "consumerGroup", "g", "topic", "t");

    private final ScalerBench bench = new ScalerBench(Duration.ofSeconds(1));
    private final List<Source<?>> made = new ArrayList<>();

    @AfterEach
    void close() {
        made.forEach(source -> ScalerBench.await(source.close()));
        assertEquals(0, bench.clients().size(), "clients left open");
        bench.close();
    }

    @TestFactory
    Stream<DynamicTest> kafka() {
        return Scenarios.of("kafka");
    }

    @TestFactory
    Stream<DynamicTest> apacheKafka() {
        return Scenarios.of("apache-kafka");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "apache-kafka"})
    void theQuestionIsInTheKeyAndItsMeaningIsNot(String type) {
        for (String meaning : List.of(
                "lagThreshold=3",
                "activationLagThreshold=3",
                "offsetResetPolicy=earliest",
                "allowIdleConsumers=true",
                "excludePersistentLag=true",
                "scaleToZeroOnInvalidOffset=true",
                "limitToPartitionsWithLag=true",
                "ensureEvenDistributionOfPartitions=true",
                "partitionLimitation=1-3",
                "tls=disable")) {
            assertEquals(key(type, ""), key(type, meaning), meaning);
        }
        for (String other : List.of(
                "bootstrapServers=one:9092", "consumerGroup=h", "topic=u", "topic=", "tls=enable", "auth.sasl=x")) {
            assertNotEquals(key(type, ""), key(type, other), other);
        }
    }

    @Test
    void sourcesOfOneClusterAndLoginAreAskedTogether() {
        Source<?> one = source("kafka", METADATA, Map.of());
        Source<?> two = source("kafka", with("consumerGroup", "h"), Map.of());
        Source<?> three = source("apache-kafka", with("topic", "t,u"), Map.of());
        assertEquals(one.together(), two.together());
        assertEquals(one.together(), three.together());
        Source<?> elsewhere = source("kafka", with("bootstrapServers", "one:9092"), Map.of());
        assertNotEquals(one.together(), elsewhere.together());
        Source<?> otherwise =
                source("kafka", METADATA, Map.of("sasl", "plaintext", "username", "u", "password", "hunter2"));
        assertNotEquals(one.together(), otherwise.together());
        assertTrue(one.together().isPresent());
    }

    @Test
    void madeAndClosedWithoutANetworkAndWithoutAClient() {
        Source<?> source = source("kafka", METADATA, Map.of());
        assertEquals("kafka://one:9092,two:9092", source.upstream());
        assertFalse(source.patience().isZero());
    }

    @Test
    void aPasswordIsASettingWhateverItHolds() {
        assertEquals("\"a\\\\b\\\"c; d\\n\"", KafkaOptions.quoted("a\\b\"c; d\n"));
    }

    private Object key(String type, String more) {
        String[] pair = more.split("=", -1);
        if (more.startsWith("auth.")) {
            Map<String, String> auth = Map.of("sasl", "plaintext", "username", "u", "password", "hunter2");
            return source(type, METADATA, auth).key();
        }
        return source(type, more.isEmpty() ? METADATA : with(pair[0], pair[1]), Map.of())
                .key();
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> all = new HashMap<>(METADATA);
        all.put(name, value);
        return all;
    }

    private Source<?> source(String type, Map<String, String> metadata, Map<String, String> auth) {
        Trigger<?> trigger = Scalers.load().create(KafkaTriggers.spec(type, metadata, auth), bench.environment());
        made.add(trigger.source());
        return trigger.source();
    }
}
