package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.always;
import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.testing.RabbitServer;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ScaledJobs with the real Job controller. Nodes pretend to run pods, as long as an annotation of theirs says. */
class ScaledJobClusterIT {

    private static final Path EXAMPLES = Path.of("../deploy/examples/jobs");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int AT_ONCE = 4;

    @TempDir
    private Path folder;

    /** Each Job takes its five messages when it ends. */
    @Test
    void fiftyMessagesAreWorkedOffAndEndedJobsAreCleanedUpByTheLimits() throws IOException {
        try (RabbitServer rabbit = RabbitServer.start();
                Room room = Room.open(folder, "weir-jobs-")) {
            rabbit.declare(RabbitServer.ROOT, "import");
            rabbit.publish(RabbitServer.ROOT, "import", 50);
            apply(
                    room,
                    example("rabbitmq", room)
                            .replace("amqp://guest:guest@rabbitmq.default.svc:5672/", rabbit.amqpUri())
                            .replace("maxReplicaCount: 10", "maxReplicaCount: " + AT_ONCE),
                    "4s");

            Set<String> seen = new HashSet<>();
            Set<String> ended = new HashSet<>();
            eventually("all messages are gone", Duration.ofSeconds(150), () -> {
                List<Job> jobs = jobs(room, "import");
                jobs.forEach(job -> seen.add(name(job)));
                assertTrue(jobs.stream().filter(job -> !isComplete(job)).count() <= AT_ONCE, () -> "too many: " + jobs);
                jobs.stream()
                        .filter(job -> isComplete(job) && ended.add(name(job)))
                        .forEach(job -> rabbit.take(RabbitServer.ROOT, "import", 5));
                return ended.size() >= 10;
            });
            rabbit.purge(RabbitServer.ROOT, "import");

            eventually(
                    "nobody has work",
                    SOON,
                    () -> condition(room, "import", "Active").equals("False ScalerNotActive"));
            eventually("three are kept", SOON, () -> {
                List<Job> jobs = jobs(room, "import");
                return jobs.size() == 3 && jobs.stream().allMatch(ScaledJobClusterIT::isComplete);
            });
            assertEquals("True ScaledJobReady", condition(room, "import", "Ready"));
            assertTrue(seen.size() <= 10 + AT_ONCE, () -> "more Jobs than work: " + seen);
        }
    }

    @Test
    void longRunningJobsAreLeftAloneByAGradualChangeAndReplacedByDefault() throws Exception {
        try (Room room = Room.open(folder, "weir-jobs-")) {
            room.says(2);
            String manifest = example("accurate", room);
            apply(room, manifest.replace("name: accurate", "name: replaced"), "10m");
            apply(
                    room,
                    manifest.replace("name: accurate", "name: gradual").replace("spec:\n  pollingInterval", """
                            spec:
                              rollout: {strategy: gradual}
                              pollingInterval"""),
                    "10m");
            eventually(
                    "both have Jobs",
                    SOON,
                    () -> jobs(room, "replaced").size() >= 2
                            && jobs(room, "gradual").size() >= 2);
            room.says(0);
            TestCluster.pause(Duration.ofSeconds(3));
            Set<String> replaced = names(room, "replaced");
            Set<String> gradual = names(room, "gradual");

            edit(room, "replaced");
            edit(room, "gradual");

            eventually(
                    "the old ones are gone", SOON, () -> names(room, "replaced").isEmpty());
            room.says(1);
            eventually("a new one came", SOON, () -> !names(room, "replaced").isEmpty());
            assertTrue(names(room, "replaced").stream().noneMatch(replaced::contains));
            always(
                    "those stay",
                    Duration.ofSeconds(5),
                    () -> names(room, "gradual").containsAll(gradual));
        }
    }

    @Test
    void theExamplesDoWhatTheySay() throws Exception {
        try (Room room = Room.open(folder, "weir-jobs-")) {
            room.says(3);
            for (String name : List.of("rabbitmq", "accurate", "gradual")) {
                apply(room, example(name, room), "10m");
            }

            // Nobody answers for this one here.
            eventually(
                    "that is said",
                    SOON,
                    () -> condition(room, "import", "Ready").equals("False TriggerError"));
            assertEquals(0, jobs(room, "import").size());
            // The three that run have taken their messages, and as many wait: up to the six that may run.
            eventually("accurate", SOON, () -> jobs(room, "accurate").size() == 6);
            eventually("gradual", SOON, () -> jobs(room, "gradual").size() >= 4);
            always(
                    "no more than they may",
                    Duration.ofSeconds(6),
                    () -> jobs(room, "accurate").size() == 6
                            && jobs(room, "gradual").size() <= 10);
            Job job = jobs(room, "gradual").get(0);
            assertEquals("reports", job.getMetadata().getLabels().get("team"));
            assertTrue(!job.getMetadata().getLabels().containsKey("internal"));
        }
    }

    private static String example(String name, Room room) throws IOException {
        return Files.readString(EXAMPLES.resolve(name + ".yaml"))
                .replace("namespace: default", "namespace: " + room.namespace)
                .replace("http://queue.default.svc/", room.url())
                .replace("valueLocation: waiting", "valueLocation: value");
    }

    private static void apply(Room room, String manifest, String runs) {
        room.cluster.apply(
                room.namespace,
                manifest.replace(
                        "    template:\n",
                        "    template:\n      metadata: {annotations: {test/run-for: " + runs + "}}\n"));
    }

    private static void edit(Room room, String name) {
        room.cluster
                .client()
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledJob")
                .inNamespace(room.namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"maxReplicaCount\": 20}}");
    }

    private static List<Job> jobs(Room room, String owner) {
        return room.cluster
                .client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(room.namespace)
                .withLabel("scaledjob.keda.sh/name", owner)
                .list()
                .getItems();
    }

    private static Set<String> names(Room room, String owner) {
        return jobs(room, owner).stream().map(ScaledJobClusterIT::name).collect(Collectors.toSet());
    }

    private static String name(Job job) {
        return job.getMetadata().getName();
    }

    private static boolean isComplete(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(is -> is.getType().equals("Complete")
                                && is.getStatus().equals("True"));
    }

    private static String condition(Room room, String name, String type) {
        return room.condition("scaledjobs", name, type);
    }
}
