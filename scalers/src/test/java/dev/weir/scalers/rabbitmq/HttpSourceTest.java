package dev.weir.scalers.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.HttpSourceContract;
import dev.weir.scalers.testing.Scenarios;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class HttpSourceTest extends HttpSourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("rabbitmq");
    }

    @Test
    void theQuestionIsInTheKeyAndItsMeaningIsNot() {
        Map<String, String> question = Map.of("host", "http://h/vh", "queueName", "q", "useRegex", "true");
        for (String meaning :
                List.of("operation=max", "activationValue=3", "excludeUnacknowledged=true", "timeout=1s")) {
            assertEquals(key(question, ""), key(question, meaning), meaning);
        }
        assertEquals(key(question, ""), key(question, "mode=MessageRate,value=3"));
        assertEquals(key(question, ""), key(question, "protocol=http"));
        assertEquals(key(question, ""), key(question, "vhostName=vh"));
        for (String other : List.of(
                "queueName=r",
                "vhostName=other",
                "useRegex=false",
                "pageSize=50",
                "unsafeSsl=true",
                "host=https://h/vh",
                "host=http://h:81/vh",
                "host=http://u:p@h/vh",
                "host=http://h/base/vh")) {
            assertNotEquals(key(question, ""), key(question, other), other);
        }
    }

    private Object key(Map<String, String> metadata, String more) {
        Map<String, String> all = new HashMap<>(metadata);
        for (String pair : more.split(",")) {
            if (!pair.isEmpty()) {
                all.put(pair.split("=")[0], pair.split("=")[1]);
            }
        }
        return source(RabbitTriggers.spec(all, Map.of())).key();
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec("http", port, "5", "hunter2");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec("http", port, "50", "hunter2");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec("http", port, "5", "hunter3");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec("https", port, "5", "hunter2");
    }

    @Override
    protected List<String> secrets() {
        return List.of("hunter2", "aGVsbG86aHVudGVyMg");
    }

    @Override
    protected String goodBody() {
        return "{\"messages\": 7, \"messages_ready\": 6}";
    }

    private static TriggerSpec spec(String scheme, int port, String value, String password) {
        Map<String, String> metadata = Map.of(
                "host",
                scheme + "://hello:" + password + "@127.0.0.1:" + port + "/vh",
                "queueName",
                "orders",
                "mode",
                value.equals("5") ? "QueueLength" : "MessageRate",
                "value",
                value,
                "activationValue",
                value);
        return RabbitTriggers.spec(metadata, Map.of());
    }
}
