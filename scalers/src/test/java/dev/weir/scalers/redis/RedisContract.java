package dev.weir.scalers.redis;

import static dev.weir.scalers.testing.Triggers.and;

import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.RedisServer;
import dev.weir.scalers.testing.SourceContract;
import dev.weir.scalers.testing.Triggers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@link SourceContract} for all types of this family; a type's test says how its servers start. */
abstract class RedisContract extends SourceContract {

    static final String PASSWORD = "hunter2";

    /** A line of a configuration. */
    static final String USER = "user hello on >" + PASSWORD + " ~* +@all";

    static final Map<String, String> KEY = Map.of("listName", "orders");
    static final Map<String, String> STREAM = Map.of("stream", "events", "consumerGroup", "workers", "lagCount", "1");

    /** The trigger's type. */
    protected abstract String type();

    /** What is asked for, as parameters. */
    protected abstract Map<String, String> asked();

    /** Options for a server that knows the user. */
    static String[] userOptions() {
        return ("--" + USER).split(" ");
    }

    /** Puts there what both kinds of triggers ask for. */
    static RedisServer filled(RedisServer server) {
        server.say("RPUSH", "orders", "1", "2", "3");
        server.say("XADD", "events", "*", "n", "1");
        server.say("XGROUP", "CREATE", "events", "workers", "0");
        return server;
    }

    /** Redis's own limits, which are longer than those of HTTP. */
    @Override
    protected Duration patience() {
        return Duration.ofSeconds(12);
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec(port, "5", PASSWORD, Map.of());
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec(port, "50", PASSWORD, Map.of());
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec(port, "5", "hunter3", Map.of());
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec(port, "5", PASSWORD, Map.of("enableTLS", "true", "unsafeSsl", "true"));
    }

    @Override
    protected List<String> secrets() {
        return List.of(PASSWORD);
    }

    TriggerSpec spec(int port, String threshold, String password, Map<String, String> more) {
        boolean stream = type().endsWith("streams");
        Map<String, String> thresholds = Map.of(
                stream ? "lagCount" : "listLength",
                threshold,
                stream ? "activationLagCount" : "activationListLength",
                threshold);
        Map<String, String> where = Map.of("address", "127.0.0.1:" + port);
        return Triggers.of(
                type(),
                and(and(and(asked(), where), thresholds), more),
                Map.of(
                        "username", "hello",
                        "password", password,
                        "sentinelUsername", "hello",
                        "sentinelPassword", password,
                        "sentinelMaster", "orders"));
    }
}
