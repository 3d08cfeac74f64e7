package dev.weir.scalers.jolokia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.HttpSourceContract;
import dev.weir.scalers.testing.Scenarios;
import dev.weir.scalers.testing.Triggers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ArtemisScalerTest extends HttpSourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("artemis-queue");
    }

    @Test
    void theQuestionIsInTheKey() {
        Object key = source(spec(1000)).key();
        assertEquals(key, key(Map.of("queueLength", "7")));
        assertNotEquals(key, key(Map.of("corsHeader", "http://x")));
        assertNotEquals(key, key(Map.of("unsafeSsl", "false")));
    }

    private Object key(Map<String, String> more) {
        TriggerSpec spec = spec(1000);
        return source(Triggers.of(spec.type(), Triggers.and(spec.metadata(), more), spec.authParams()))
                .key();
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec("http", port, "5", "s3cret");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec("http", port, "50", "s3cret");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec("http", port, "5", "an0ther");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec("https", port, "5", "s3cret");
    }

    @Override
    protected List<String> secrets() {
        return List.of("s3cret", "d2VpcjpzM2NyZXQ=");
    }

    @Override
    protected String goodBody() {
        return "{\"value\":7,\"status\":200}";
    }

    private static TriggerSpec spec(String scheme, int port, String target, String secret) {
        Map<String, String> metadata = Map.of(
                "restApiTemplate",
                scheme + "://127.0.0.1:" + port
                        + "/console/jolokia/read/org.apache.activemq.artemis:broker=%22b%22,component=addresses,address=%22q%22,subcomponent=queues,routing-type=%22anycast%22,queue=%22q%22"
                        + "/MessageCount",
                "queueLength",
                target,
                "activationQueueLength",
                target,
                "unsafeSsl",
                "true");
        return Triggers.of("artemis-queue", metadata, Map.of("username", "weir", "password", secret));
    }
}
