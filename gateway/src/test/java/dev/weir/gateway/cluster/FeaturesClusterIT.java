package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of each feature does on a cluster what it says, all of them at the same time. */
class FeaturesClusterIT {

    private static final Path EXAMPLES = Path.of("../deploy/examples/features");
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Those that ask a server that is not there: what they show is what is done then. */
    private static final Set<String> WITHOUT_SOURCE = Set.of(
            "metric-type-value",
            "cached-metrics",
            "fallback-static",
            "fallback-current-replicas",
            "fallback-if-higher",
            "fallback-if-lower",
            "fallback-last-value");

    @TempDir
    private Path folder;

    @Test
    void everyExampleDoesWhatItSays() throws IOException {
        try (Room room = Room.open(folder, "weir-features-")) {
            room.cluster.apply(room.namespace, Files.readString(EXAMPLES.resolve("crds/crews.yaml")));
            eventually(
                    "the API server knows crews",
                    SOON,
                    () -> room.cluster.client().getApiResources("examples.weir.dev/v1") != null);
            List<String> names = apply(room);

            names.stream()
                    .filter(name -> !WITHOUT_SOURCE.contains(name))
                    .forEach(name -> room.untilCondition(name, "Ready", "True ScaledObjectReady"));
            pauses(room);
            bounds(room);
            hpas(room);
            leaves(room);
        }
    }

    private static List<String> apply(Room room) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> manifests = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            for (Path file : manifests) {
                room.cluster.apply(room.namespace, Files.readString(file));
            }
            return manifests.stream()
                    .map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .toList();
        }
    }

    private static void pauses(Room room) {
        Stream.of("paused", "paused-replicas", "paused-scale-in", "paused-scale-out")
                .forEach(name -> room.untilCondition(name, "Paused", "True ScaledObjectPaused"));
        room.untilReplicas("paused-replicas", 3, SOON);
        List<String> hpas = room.hpas();
        assertTrue(
                hpas.stream().noneMatch(Set.of("keda-hpa-paused", "keda-hpa-paused-replicas")::contains),
                hpas::toString);
        eventually(
                "no scaling in",
                SOON,
                () -> hpa(room, "keda-hpa-paused-scale-in")
                        .getSpec()
                        .getBehavior()
                        .getScaleDown()
                        .getSelectPolicy()
                        .equals("Disabled"));
    }

    private static void bounds(Room room) {
        eventually("forced", SOON, () -> room.replicas("force-activation") >= 1);
        eventually("two at least", SOON, () -> room.replicas("idle-replicas") >= 2);
        assertEquals(1, room.replicas("initial-cooldown"));
        eventually("four at least", SOON, () -> room.replicas("fallback-static") == 4);
        eventually(
                "stays",
                SOON,
                () -> room.condition("fallback-current-replicas", "Fallback").startsWith("True"));
        assertEquals(6, room.replicas("fallback-current-replicas"));
        room.untilReplicas("fallback-if-higher", 4, SOON);
        room.untilCondition("fallback-if-lower", "Fallback", "True FallbackExists");
        assertEquals(2, room.replicas("fallback-if-lower"));
        room.untilCondition("fallback-last-value", "Fallback", "True FallbackExists");
        eventually(
                "an error is said",
                SOON,
                () -> room.condition("cached-metrics", "Ready").startsWith("False"));
    }

    /** An object that is deleted gives the replicas back that its target had before. */
    private static void leaves(Room room) {
        room.untilReplicas("restore-original-replicas", 2, SOON);
        room.cluster
                .client()
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(room.namespace)
                .withName("restore-original-replicas")
                .delete();
        room.untilReplicas("restore-original-replicas", 1, SOON);
    }

    private static void hpas(Room room) {
        assertEquals("hpa-name-and-behavior", owner(hpa(room, "calm")));
        assertEquals("hpa-ownership", owner(hpa(room, "made-by-hand")));
        assertEquals(
                Set.of(),
                Stream.of("team", "release")
                        .filter(hpa(room, "keda-hpa-excluded-labels")
                                .getMetadata()
                                .getLabels()::containsKey)
                        .collect(Collectors.toSet()));
        assertEquals(
                "Crew",
                hpa(room, "keda-hpa-custom-resource")
                        .getSpec()
                        .getScaleTargetRef()
                        .getKind());
        eventually("the HPA is there", SOON, () -> hpa(room, "keda-hpa-metric-type-value") != null);
        assertEquals(
                "Value",
                hpa(room, "keda-hpa-metric-type-value")
                        .getSpec()
                        .getMetrics()
                        .get(0)
                        .getExternal()
                        .getTarget()
                        .getType());
    }

    private static String owner(HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getOwnerReferences().get(0).getName();
    }

    private static HorizontalPodAutoscaler hpa(Room room, String name) {
        return room.cluster
                .client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(room.namespace)
                .withName(name)
                .get();
    }
}
