package dev.weir.scalers.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.scalers.testing.WithoutJars;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Kafka's client weighs several megabytes: who has no Kafka trigger neither loads it nor needs it. */
final class WithoutLibraryTest {

    /** What only a source names. */
    private static final Set<String> USERS = Set.of(
            "KafkaClient",
            "Inquiry",
            "Findings",
            "KafkaFaults",
            "KafkaOptions",
            "KafkaLogins",
            "TokenLogin",
            "TlsEngines");

    @Test
    void aTriggerSaysWhatToAdd() throws IOException, ReflectiveOperationException {
        for (String type : List.of("kafka", "apache-kafka")) {
            assertEquals(
                    "trigger 0 (" + type + "): needs a library that this Weir does not have; put"
                            + " org.apache.kafka:kafka-clients:4.4.0 on its class path",
                    WithoutJars.problems(
                            List.of("kafka-clients"),
                            "org.apache.kafka.clients.admin.Admin",
                            type,
                            Map.of("bootstrapServers", "h:1", "consumerGroup", "g")));
        }
    }

    @Test
    void onlyWhatASourceNamesUsesTheLibrary() {
        WithoutJars.onlyUsedBy("dev.weir.scalers.kafka", USERS, "org.apache.kafka..");
    }
}
