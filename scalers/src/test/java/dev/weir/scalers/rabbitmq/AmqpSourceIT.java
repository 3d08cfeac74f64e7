package dev.weir.scalers.rabbitmq;

import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.RabbitServer;
import dev.weir.scalers.testing.SourceContract;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** The promises of every source, kept by AMQP against a real broker. */
final class AmqpSourceIT extends SourceContract {

    @Override
    protected TriggerSpec spec(int port) {
        return spec("amqp", port, "5", "hunter2");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec("amqp", port, "50", "hunter2");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec("amqp", port, "5", "hunter3");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec("amqps", port, "5", "hunter2");
    }

    @Override
    protected List<String> secrets() {
        return List.of("hunter2");
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        RabbitServer server = RabbitServer.startOn(port);
        server.addUser("hello", "hunter2");
        server.declare(RabbitServer.ROOT, "orders");
        server.publish(RabbitServer.ROOT, "orders", 7);
        return Future.succeededFuture(server);
    }

    private static TriggerSpec spec(String scheme, int port, String value, String password) {
        Map<String, String> metadata = Map.of(
                "host",
                scheme + "://hello:" + password + "@127.0.0.1:" + port,
                "queueName",
                "orders",
                "mode",
                "QueueLength",
                "value",
                value,
                "activationValue",
                value);
        return RabbitTriggers.spec(metadata, Map.of());
    }
}
