package dev.weir.scalers.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.Triggers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real NATS, alone and as a cluster of three. */
final class NatsIT {

    private static final String TYPE = "nats-jetstream";

    @TempDir
    Path folder;

    @Test
    void countsWhatAConsumerHasToDo() throws Exception {
        ServerProcess.find("nats-server", "nats-server");
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(3));
                NatsServer server = NatsServer.start(folder)) {
            fill("127.0.0.1", server.port(), 1);
            Map<String, String> orders = metadata("127.0.0.1:" + server.monitoring());
            assertEquals(Outcome.of(5, true), Asked.once(bench, TYPE, orders, Map.of()));
            // One that is delivered and not acknowledged still has to be done.
            NatsServer.api("127.0.0.1", server.port(), "$JS.API.CONSUMER.MSG.NEXT.orders.worker", "{\"batch\":1}");
            assertEquals(Outcome.of(5, true), Asked.once(bench, TYPE, orders, Map.of()));
            Outcome other = Asked.once(bench, TYPE, Triggers.and(orders, Map.of("consumer", "none")), Map.of());
            assertTrue(other.toString().contains("no stream \"orders\" with a consumer \"none\""), other::toString);
            Outcome stranger = Asked.once(bench, TYPE, Triggers.and(orders, Map.of("account", "NONE")), Map.of());
            assertTrue(stranger.toString().contains("no stream"), stranger::toString);
        }
    }

    /** On addresses of their own, for all nodes of a cluster monitor at the same port. */
    @Test
    void asksTheLeaderWhoeverItIs() throws Exception {
        ServerProcess.find("nats-server", "nats-server");
        int port = ServerProcess.freePort();
        int monitoring = ServerProcess.freePort();
        int routes = ServerProcess.freePort();
        List<NatsServer> servers = new ArrayList<>();
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(3))) {
            for (int i = 1; i <= 3; i++) {
                servers.add(node(i, port, monitoring, routes));
            }
            fill("127.0.0.1", port, 3);
            List<Trigger<?>> all = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                all.add(Scalers.load()
                        .create(
                                Triggers.of(TYPE, metadata("127.0.0." + i + ":" + monitoring), Map.of()),
                                bench.environment()));
            }
            for (Trigger<?> trigger : all) {
                assertEquals(Outcome.of(5, true), eventually(bench, trigger));
                assertEquals(Outcome.of(5, true), eventually(bench, trigger));
            }
            for (Trigger<?> trigger : all) {
                ScalerBench.await(trigger.source().close());
            }
        } finally {
            servers.forEach(NatsServer::close);
        }
    }

    private NatsServer node(int number, int port, int monitoring, int routes) throws IOException {
        String address = "127.0.0." + number;
        String peers = "nats://127.0.0.1:" + routes + ",nats://127.0.0.2:" + routes + ",nats://127.0.0.3:" + routes;
        return NatsServer.start(
                folder,
                "n" + number,
                address,
                port,
                monitoring,
                List.of("--cluster_name", "weir", "--cluster", "nats://" + address + ":" + routes, "--routes", peers));
    }

    /** A stream with five messages and a consumer that has done none of them. A new cluster needs its time. */
    private static void fill(String address, int port, int replicas) throws Exception {
        until(
                address,
                port,
                "$JS.API.STREAM.CREATE.orders",
                "{\"name\":\"orders\",\"subjects\":[\"orders\"],\"num_replicas\":" + replicas + "}");
        until(
                address,
                port,
                "$JS.API.CONSUMER.DURABLE.CREATE.orders.worker",
                "{\"stream_name\":\"orders\",\"config\":{\"durable_name\":\"worker\",\"ack_policy\":\"explicit\"}}");
        for (int i = 0; i < 5; i++) {
            assertFalse(NatsServer.api(address, port, "orders", "order").contains("error"));
        }
    }

    private static void until(String address, int port, String subject, String request) throws Exception {
        String answer = "";
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                answer = NatsServer.api(address, port, subject, request);
            } catch (IOException e) {
                answer = "error " + e.getMessage();
            }
            if (!answer.contains("\"error\"") && !answer.startsWith("error")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError(subject + " answered " + answer);
    }

    /** Followers hear of a message a little later than who sent it. */
    private static <R extends Record> Outcome eventually(ScalerBench bench, Trigger<R> trigger) throws Exception {
        Outcome outcome = Outcome.of(0, false);
        for (int attempt = 0; attempt < 50; attempt++) {
            outcome = ScalerBench.await(bench.onLoop(trigger.source())
                    .map(reading -> trigger.interpreter().interpret(reading))
                    .otherwise(failure -> new Outcome.Rejected(String.valueOf(failure.getMessage()))));
            if (outcome.equals(Outcome.of(5, true))) {
                return outcome;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return outcome;
    }

    private static Map<String, String> metadata(String endpoint) {
        return Map.of(
                "natsServerMonitoringEndpoint",
                endpoint,
                "account",
                "$G",
                "stream",
                "orders",
                "consumer",
                "worker",
                "lagThreshold",
                "5");
    }
}
