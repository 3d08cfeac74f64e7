package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.explain.Explanation;
import dev.weir.gateway.cli.CommandLineInterface;
import dev.weir.gateway.cli.Runners;
import dev.weir.gateway.explain.ExplanationJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is explained is what the real HPA controller does. */
class ExplainClusterIT {

    private static final Duration HPA_ROUND = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void theWishIsThatOfTheRealHpaAndItsChangesAreKnown() {
        TestCluster cluster = TestCluster.connect();
        // Who may read is AccessClusterIT's matter.
        try (Room room = Room.open(
                cluster,
                cluster.namespace("weir-explain-"),
                folder,
                System.getenv("KUBECONFIG"),
                "--set",
                "access=open")) {
            room.says(0);
            room.deployment("app", 0);
            room.object("orders", "{name: app}", "maxReplicaCount: 6");
            room.untilCondition("orders", "Ready", "True ScaledObjectReady");
            assertEquals("B5", explained(room).activation().rule());

            room.says(17);
            room.untilReplicas("app", 4, HPA_ROUND);
            eventually("the HPA's number is the explained one", HPA_ROUND, () -> agrees(room, 4, 4));
            eventually(
                    "who scaled is known", HPA_ROUND, () -> steps(room).equals(List.of("weir 0 -> 1", "hpa 1 -> 4")));

            room.says(99);
            room.untilReplicas("app", 6, HPA_ROUND);
            eventually("at its bound", HPA_ROUND, () -> agrees(room, 20, 6));

            room.says(7);
            eventually("scaling in is held", HPA_ROUND, () -> agrees(room, 2, 6));
            Explanation held = explained(room);
            assertTrue(held.hpa().limitedBy().contains("2 -> "), held.hpa()::toString);
            assertTrue(held.hpa().reconstructed());

            String text = run(room);
            assertTrue(text.contains("asks for 2, but the HPA keeps 6 for now"), text);
            assertTrue(text.contains("reconstructed"), text);
            System.out.println(text);
        }
    }

    private static boolean agrees(Room room, int proposed, int replicas) {
        Explanation told = explained(room);
        return told.hpa() != null
                && Integer.valueOf(proposed).equals(told.hpa().proposed())
                && told.hpa().replicas() == replicas
                && Integer.valueOf(replicas).equals(told.hpa().desired());
    }

    private static List<String> steps(Room room) {
        return explained(room).changes().stream()
                .filter(change -> change.what().equals("replicas"))
                .map(change -> change.by() + " " + change.from() + " -> " + change.to())
                .toList();
    }

    private static Explanation explained(Room room) {
        return new ExplanationJson().read(run(room, "-o", "json"));
    }

    private static String run(Room room, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(
                List.of("explain", room.namespace + "/orders", "--server", "https://127.0.0.1:" + room.weir.port()));
        arguments.addAll(List.of(more));
        int code = CommandLineInterface.run(
                new Runners(options -> 0, options -> 0, "test"),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                arguments.toArray(String[]::new));
        assertEquals(0, code, err::toString);
        return out.toString();
    }
}
