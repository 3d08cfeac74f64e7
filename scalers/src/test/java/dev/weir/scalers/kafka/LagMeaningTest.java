package dev.weir.scalers.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.kafka.KafkaReading.Partition;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.testing.ScalerBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Offsets in, value and activity out, as {@code kafka-lag/*.yaml} says: {@code partitions} holds {@code committed/latest} of
 * partition 0, 1 and so on of one topic, {@code -} for an offset that was not committed, and {@code readings} several of them
 * in a row.
 */
final class LagMeaningTest {

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        Path file = Path.of("src/test/resources/kafka-lag/vectors.yaml");
        Object all = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        List<?> cases = (List<?>) all;
        assertTrue(cases.size() > 20, "too few cases");
        return cases.stream()
                .map(one -> (Map<?, ?>) one)
                .map(one -> DynamicTest.dynamicTest(one.get("name").toString(), () -> run(one)));
    }

    private static void run(Map<?, ?> one) {
        Map<String, String> metadata =
                new HashMap<>(Map.of("bootstrapServers", "h:1", "consumerGroup", "g", "topic", "t"));
        if (one.get("with") instanceof Map<?, ?> with) {
            with.forEach((name, value) -> metadata.put(name.toString(), value.toString()));
        }
        Dialect dialect = Dialect.APACHE.type().equals(one.get("type")) ? Dialect.APACHE : Dialect.KAFKA;
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(1))) {
            var trigger = KafkaTrigger.create(
                    dialect, new Params(KafkaTriggers.spec(dialect.type(), metadata, Map.of())), bench.environment());
            ScalerBench.await(trigger.source().close());
            List<?> readings = one.get("readings") instanceof List<?> several ? several : List.of(one);
            Interpreter<KafkaReading> meaning = trigger.interpreter();
            for (Object reading : readings) {
                Map<?, ?> step = (Map<?, ?>) reading;
                KafkaReading read = reading(String.valueOf(step.get("partitions")));
                check(step, meaning.interpret(read));
                assertEquals(meaning.interpret(read), meaning.interpret(read), "the same reading means the same");
                meaning = meaning.after(read);
            }
        }
    }

    private static void check(Map<?, ?> step, Outcome outcome) {
        if (step.get("error") != null) {
            String said = assertInstanceOf(Outcome.Rejected.class, outcome).message();
            assertTrue(said.contains(step.get("error").toString()), said);
            return;
        }
        double value = ((Number) step.get("value")).doubleValue();
        assertEquals(Outcome.of(value, (Boolean) step.get("active")), outcome);
    }

    /** {@code 3/10 -/10}, or {@code 10*0/1} for ten alike. */
    private static KafkaReading reading(String text) {
        List<Partition> partitions = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.trim().split(" +")) {
            int times = part.contains("*") ? Integer.parseInt(part.split("\\*")[0]) : 1;
            String[] offsets = part.substring(part.indexOf('*') + 1).split("/");
            for (int i = 0; i < times; i++) {
                partitions.add(new Partition(
                        "t",
                        partitions.size(),
                        offsets[0].equals("-") ? KafkaReading.NONE : Long.parseLong(offsets[0]),
                        Long.parseLong(offsets[1])));
            }
        }
        return new KafkaReading(partitions);
    }
}
