package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.always;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leader dies, or the API server goes away: no replica count moves for that, and the work goes on afterwards. */
class OutageClusterIT {

    private static final Duration HPA_ROUND = Duration.ofSeconds(60);

    /** The Lease ends after 15 s, and others look every 2 s. */
    private static final Duration LEASE = Duration.ofSeconds(25);

    @TempDir
    private Path folder;

    @Test
    void theStandbyTakesOverFromALeaderThatIsKilled() throws Exception {
        try (Room room = Room.open(folder, "weir-failover-")) {
            room.says(40);
            room.deployment("app", 2);
            room.object("orders", "{name: app}", "cooldownPeriod: 300");
            room.untilReplicas("app", 8, HPA_ROUND);
            try (WeirProcess standby = room.another(folder)) {
                room.cluster.aggregate(room.namespace, standby.port());
                long generation = room.generation("app");

                room.weir.kill();
                room.deployment("second", 0);
                room.object("second", "{name: second}");

                TestCluster.eventually("the standby activates what is new", LEASE, () -> room.replicas("second") >= 1);
                always("nothing else moves", Duration.ofSeconds(20), () -> room.generation("app") == generation);
                assertEquals(8, room.replicas("app"));
                room.untilReplicas("second", 8, HPA_ROUND);
            }
        }
    }

    @Test
    void anApiServerThatGoesAwayForAMinuteMovesNothing() throws Exception {
        TestCluster cluster = TestCluster.connect();
        String config = Files.readString(Path.of(System.getenv("KUBECONFIG")));
        Matcher server = Pattern.compile("https://[^\"\\s}]+").matcher(config);
        assumeTrue(server.find(), "the kubeconfig names no server");
        URI address = URI.create(server.group());
        assumeTrue("127.0.0.1".equals(address.getHost()), "needs an API server on loopback");
        try (Wire wire = new Wire(address.getPort());
                Room room = Room.open(
                        cluster,
                        cluster.namespace("weir-outage-"),
                        folder,
                        by(wire, config, server.group()).toString())) {
            room.says(40);
            room.deployment("app", 2);
            room.object("orders", "{name: app}", "cooldownPeriod: 5");
            room.untilReplicas("app", 8, HPA_ROUND);
            long generation = room.generation("app");

            wire.cut();
            room.says(35);
            always(
                    "values are served all the same",
                    Duration.ofSeconds(60),
                    () -> room.generation("app") == generation
                            && room.cluster.json(room.metric()).path("items").size() == 1);
            wire.mend();

            room.says(0);
            room.untilReplicas("app", 0, Duration.ofSeconds(90));
        }
    }

    private Path by(Wire wire, String config, String server) throws IOException {
        return Files.writeString(
                folder.resolve("kubeconfig-by-wire"), config.replace(server, "https://127.0.0.1:" + wire.port()));
    }
}
