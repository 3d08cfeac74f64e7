package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Quantity;
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

    private static final Path TYPES = Path.of("../deploy/examples");
    private static final Path EXAMPLES = TYPES.resolve("features");
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The examples' cron triggers rest for a minute a day. */
    private static final Duration AFTER_THE_REST = Duration.ofSeconds(150);

    /** Those that ask a server that is not there: what they show is what is done then. */
    private static final Set<String> WITHOUT_SOURCE = Set.of(
            "metric-type-value",
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
            severalTogether(room);
            leaves(room);
            eventsAreSent(room);
            cached(room);
            smoothed(room);
            remembered(room);
        }
    }

    @Test
    void theExampleOfEachTriggerTypeDoesWhatItSays() throws IOException {
        try (Room room = Room.open(folder, "weir-types-")) {
            Stream.of("render", "reports", "workers", "proxy", "thumbnails", "checkout", "mailer", "rabbitmq-consumer")
                    .forEach(target -> room.deployment(target, 0));
            room.deployment("cache", 1);
            room.says(12);
            applyTypes(room);

            Stream.of("render", "reports", "workers", "proxy", "cache", "thumbnails")
                    .forEach(name -> room.untilCondition(name, "Ready", "True ScaledObjectReady"));
            eventually("its clients are there", SOON, () -> room.replicas("render") >= 1);
            eventually("four are wanted", SOON, () -> room.replicas("workers") >= 1);
            eventually("six of the front end", SOON, () -> room.replicas("proxy") >= 1);
            eventually("two at least", SOON, () -> room.replicas("cache") >= 2);
            eventually("twelve wait", SOON, () -> room.replicas("thumbnails") >= 1);
            assertEquals("Resource", type(room, "keda-hpa-render", 1));
            assertEquals("ContainerResource", type(room, "keda-hpa-cache", 0));

            // Nobody answers for these here.
            Stream.of("checkout", "mailer").forEach(name -> room.untilCondition(name, "Ready", "False TriggerError"));
            assertEquals(0, room.replicas("checkout") + room.replicas("mailer"));
            assertEquals("External", type(room, "keda-hpa-checkout", 0));
            room.untilReplicas("rabbitmq-consumer", 4, AFTER_THE_REST);
        }
    }

    private static void applyTypes(Room room) throws IOException {
        for (int i = 0; i < 6; i++) {
            pod(room, "front-" + i, "{app: front, tier: web}");
            pod(room, "client-" + i, "{app: render-client}");
        }
        room.cluster.apply(room.namespace, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: capacity}
                data: {plan.yaml: "workers: {wanted: 4}"}
                """);
        try (Stream<Path> files = Files.list(TYPES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                room.cluster.apply(
                        room.namespace,
                        Files.readString(file)
                                .replace("namespace: default", "namespace: " + room.namespace)
                                .replace("http://thumbnails-api.default.svc/queue", room.url())
                                .replace("queue.waiting", "value"));
            }
        }
    }

    private static void pod(Room room, String name, String labels) {
        room.cluster.apply(room.namespace, """
                apiVersion: v1
                kind: Pod
                metadata: {name: NAME, labels: LABELS}
                spec: {containers: [{name: main, image: registry.k8s.io/pause:3.10}]}
                """.replace("NAME", name).replace("LABELS", labels));
    }

    private static String type(Room room, String hpa, int metric) {
        return hpa(room, hpa).getSpec().getMetrics().get(metric).getType();
    }

    private static List<String> apply(Room room) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> manifests = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            for (Path file : manifests) {
                String manifest = Files.readString(file);
                room.cluster.apply(
                        room.namespace,
                        file.endsWith("cached-metrics.yaml")
                                ? manifest.replace("http://backlog.example.svc:8080/", room.url())
                                        .replace("valueLocation: open", "valueLocation: value")
                                : manifest.replace("http://audit.example.svc:8080/events", room.eventsUrl()));
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
        eventually("two at least", AFTER_THE_REST, () -> room.replicas("idle-replicas") >= 2);
        eventually("a StatefulSet too", AFTER_THE_REST, () -> statefulSet(room) >= 1);
        room.untilReplicas("formula", 4, AFTER_THE_REST);
        room.untilReplicas("formula-null", 4, AFTER_THE_REST);
        room.untilReplicas("formula-history", 3, AFTER_THE_REST);
        eventually("a Crew too", AFTER_THE_REST, () -> crew(room) >= 1);
        room.untilCondition("initial-cooldown", "Active", "False ScalerCooldown");
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
    }

    /** An object that is deleted gives the replicas back that its target had before. */
    private static void leaves(Room room) {
        room.untilReplicas("restore-original-replicas", 2, AFTER_THE_REST);
        room.cluster
                .client()
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(room.namespace)
                .withName("restore-original-replicas")
                .delete();
        room.untilReplicas("restore-original-replicas", 1, SOON);
    }

    /** The object that was let go of is told of; all else that was, is of the three types that the example names. */
    private static void eventsAreSent(Room room) {
        String removed =
                "keda.scaledobject.removed.v1 /east-1/" + room.namespace + "/scaledobject/restore-original-replicas";
        eventually("the removal is told", SOON, () -> room.events().contains(removed));
        assertTrue(
                room.events().stream()
                        .allMatch(event -> event.matches("keda\\.scaledobject\\.(failed|ready|removed).*")),
                room.events()::toString);
        eventually("events arrive", SOON, () -> room.active("cloud-events").equals("True CloudEventSourceActive"));
    }

    /** Its HPA asks every fifteen seconds, and a source without useCachedMetrics would be asked as often. */
    private static void cached(Room room) {
        eventually(
                "the HPA has read its metric",
                SOON,
                () -> hpa(room, "keda-hpa-cached-metrics").getStatus().getCurrentMetrics().stream()
                        .anyMatch(metric -> metric.getExternal() != null));
        assertTrue(room.polls() <= 3, () -> room.polls() + " polls of a source that is to be asked once a minute");
    }

    /** Where panic is named a burst is served at once and stays, where it is not it is held back; activity heeds neither. */
    private static void smoothed(Room room) {
        eventually("served as first read", SOON, () -> served(room, 0, "backlog") == 40);
        waiting(room, 400, 300);
        eventually("the burst is served", SOON, () -> served(room, 1, "imports") == 300);
        eventually("the backlog begins to rise", SOON, () -> served(room, 0, "backlog") > 40);
        double backlog = served(room, 0, "backlog");
        assertTrue(backlog < 200, () -> "more than doubled twice within two minutes: " + backlog);
        waiting(room, 0, 0);
        eventually(
                "not active", SOON, () -> room.condition("smoothing", "Active").startsWith("False"));
        assertEquals(300, served(room, 1, "imports"), "for a minute after the burst");
        assertTrue(served(room, 0, "backlog") > 20, "falls by a quarter within a minute at the most");
    }

    /** What was read a while ago still counts. */
    private static void remembered(Room room) {
        assertEquals(30, served(room, "composite-metric", "formula-history"));
        room.cluster.apply(room.namespace, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: cases}
                data: {open: "5"}
                """);
        TestCluster.pause(Duration.ofSeconds(5));
        assertEquals(30, served(room, "composite-metric", "formula-history"));
    }

    private static void waiting(Room room, int backlog, int imports) {
        room.cluster.apply(room.namespace, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: waiting}
                data: {backlog: "BACKLOG", imports: "IMPORTS"}
                """.replace("BACKLOG", "" + backlog).replace("IMPORTS", "" + imports));
    }

    private static double served(Room room, int trigger, String key) {
        return served(room, "s" + trigger + "-configmap-waiting-" + key, "smoothing");
    }

    private static double served(Room room, String metric, String object) {
        String value = room.cluster
                .json("/apis/external.metrics.k8s.io/v1beta1/namespaces/" + room.namespace + "/" + metric
                        + "?labelSelector=scaledobject.keda.sh%2Fname%3D" + object)
                .path("items")
                .get(0)
                .path("value")
                .asString();
        return new Quantity(value).getNumericalAmount().doubleValue();
    }

    private static void severalTogether(Room room) {
        assertEquals(
                List.of("s0-cron-Europe-Berlin-08xx1-5-018xx1-5", "s1-cron-Europe-Berlin-02xxx-04xxx"),
                hpa(room, "keda-hpa-several-triggers").getSpec().getMetrics().stream()
                        .map(metric -> metric.getExternal().getMetric().getName())
                        .toList());
    }

    private static int statefulSet(Room room) {
        return room.cluster
                .client()
                .apps()
                .statefulSets()
                .inNamespace(room.namespace)
                .withName("statefulset")
                .get()
                .getSpec()
                .getReplicas();
    }

    private static int crew(Room room) {
        return room.cluster
                .json("/apis/examples.weir.dev/v1/namespaces/" + room.namespace + "/crews/custom-resource")
                .path("spec")
                .path("people")
                .path("wanted")
                .asInt();
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
