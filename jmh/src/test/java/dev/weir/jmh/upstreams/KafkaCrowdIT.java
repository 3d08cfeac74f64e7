package dev.weir.jmh.upstreams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.testing.KafkaRequests;
import dev.weir.scalers.testing.KafkaServer;
import dev.weir.scalers.testing.ServerProcess;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of Kafka triggers on one broker, {@code -Dweir.crowd.triggers=N -Dweir.crowd.interval=SECONDS
 * -Dweir.crowd.seconds=SECONDS} for other numbers. Prints what was measured; what is asserted leaves much room.
 */
final class KafkaCrowdIT {

    private static final int TRIGGERS = Integer.getInteger("weir.crowd.triggers", 3_000);
    private static final int TOPICS = 30;
    private static final int PARTITIONS = 10;

    /** Coordinators, offsets of groups, nodes, topics, ends of partitions: one each. */
    private static final int REQUESTS_OF_A_POLL = 5;

    private static final int INTERVAL = Integer.getInteger("weir.crowd.interval", 5);
    private static final int SECONDS = Integer.getInteger("weir.crowd.seconds", 30);

    @TempDir
    private Path folder;

    @Test
    void thousandsOfTriggersAreAFewRequestsAndAFewMegabytes() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (KafkaServer server = KafkaServer.startOn(ServerProcess.freePort())) {
            server.topics(IntStream.range(0, TOPICS).mapToObj(i -> "topic-" + i).toList(), PARTITIONS);
            server.commitEach(
                    IntStream.range(0, TRIGGERS)
                            .boxed()
                            .collect(Collectors.toMap(i -> "group-" + i, i -> "topic-" + i % TOPICS)),
                    new long[PARTITIONS]);
            KafkaRequests requests = KafkaRequests.before(server, vertx);
            ServerProcess crowd = crowd(server);
            crowd.ready(Duration.ofSeconds(60), () -> crowd.log().contains(TriggerCrowd.MADE));
            TimeUnit.SECONDS.sleep(2L * INTERVAL);
            Map<String, Integer> start = requests.take();
            int intervals = SECONDS / INTERVAL - 3;
            TimeUnit.SECONDS.sleep((long) intervals * INTERVAL);
            Map<String, Integer> asked = requests.take();
            crowd.over(Duration.ofSeconds(2L * INTERVAL + 60));
            JsonObject figures = new JsonObject(crowd.log().lines().reduce("", (one, last) -> last));
            int all = asked.values().stream().mapToInt(Integer::intValue).sum();
            System.out.println(figures.encode() + ", requests in " + intervals + " intervals " + asked + ", " + all
                    + " in all; in the two before " + start + ", connections " + requests.connections());
            assertEquals(TRIGGERS, figures.getInteger("sources"), crowd::log);
            assertEquals(0, figures.getLong("failures"), crowd::log);
            assertTrue(figures.getLong("answers") >= (long) TRIGGERS * intervals, figures::encode);
            // One poll of all in each interval, one more at the edges.
            assertTrue(asked.get("OffsetFetch") >= intervals - 1, asked::toString);
            assertTrue(all <= REQUESTS_OF_A_POLL * (intervals + 1), asked::toString);
            assertTrue(figures.getLong("residentMiB") < 512, figures::encode);
        } finally {
            vertx.close().await(20, TimeUnit.SECONDS);
        }
    }

    private ServerProcess crowd(KafkaServer server) throws Exception {
        Files.createDirectories(folder);
        return ServerProcess.start(
                "crowd",
                folder,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TriggerCrowd.class.getName(),
                        "kafka",
                        Integer.toString(TRIGGERS),
                        Integer.toString(TOPICS),
                        Integer.toString(INTERVAL),
                        Integer.toString(SECONDS),
                        "bootstrapServers=127.0.0.1:" + server.countedPort(),
                        "consumerGroup=group-{i}",
                        "topic=topic-{n}"));
    }
}
