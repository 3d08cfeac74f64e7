package dev.weir.scalers.kafka;

import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.KafkaServer;
import dev.weir.scalers.testing.SourceContract;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** The promises of every source, kept against a real broker. */
final class KafkaSourceIT extends SourceContract {

    @Override
    protected TriggerSpec spec(int port) {
        return spec(port, "5", KafkaServer.PASSWORD, "disable");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec(port, "50", KafkaServer.PASSWORD, "disable");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec(port, "5", "hunter3", "disable");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec(port, "5", KafkaServer.PASSWORD, "enable");
    }

    @Override
    protected List<String> secrets() {
        return List.of(KafkaServer.PASSWORD, "hunter2");
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        KafkaServer server = KafkaServer.startOn(port);
        server.topic("orders", 3);
        server.produce("orders", 3, 4);
        server.commit("packers", "orders", 1, 4);
        return Future.succeededFuture(server);
    }

    private static TriggerSpec spec(int port, String threshold, String password, String tls) {
        Map<String, String> metadata = Map.of(
                "bootstrapServers",
                "127.0.0.1:" + port,
                "consumerGroup",
                "packers",
                "topic",
                "orders",
                "lagThreshold",
                threshold,
                "sasl",
                "plaintext",
                "tls",
                tls);
        return KafkaTriggers.spec("kafka", metadata, Map.of("username", KafkaServer.USER, "password", password));
    }
}
