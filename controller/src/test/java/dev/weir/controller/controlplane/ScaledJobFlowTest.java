package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.Eventually;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a queue to Jobs, as far as one process sees it. */
@Timeout(240)
final class ScaledJobFlowTest {

    @Test
    void makesAsManyJobsAsThereIsWork() {
        try (JobShop shop = new JobShop(3).job().start()) {
            shop.untilJobs(3);
            shop.untilCondition("Active", "True ScalerActive");
            shop.staysAt(3);

            assertEquals("True ScaledJobReady", shop.conditions().get("Ready"));
            assertEquals(
                    List.of("finalizer.keda.sh"), shop.scaledJob().getMetadata().getFinalizers());
            assertEquals("metrics-api", shop.scaledJob().getStatus().getTriggersTypes());
            assertNotNull(shop.scaledJob().getStatus().getLastActiveTime());
            assertTrue(shop.scaledJob()
                    .getStatus()
                    .getTriggersActivity()
                    .get("s0-metric-api-value")
                    .getIsActive());
            shop.shop.untilEvents(List.of(
                    "Normal KEDAJobsCreated",
                    "Normal KEDAScalersStarted",
                    "Normal ScaledJobActive",
                    "Normal ScaledJobReady"));
            assertEquals(
                    "scale-handler",
                    event(shop, "KEDAJobsCreated").getReportingController(),
                    "as KEDA's part that scales Jobs calls itself");
        }
    }

    @Test
    void aJobIsMadeAsByKeda() {
        try (JobShop shop = new JobShop(1).job().start()) {
            shop.untilJobs(1);

            Job job = shop.jobs().get(0);
            assertTrue(job.getMetadata().getName().matches("import-[a-z0-9]{10}"), job.getMetadata()::getName);
            Map<String, String> labels = job.getMetadata().getLabels();
            assertEquals("import", labels.get("scaledjob.keda.sh/name"));
            assertEquals("shop", labels.get("team"));
            assertFalse(labels.containsKey("secret"), labels::toString);
            assertEquals("hello", job.getMetadata().getAnnotations().get("note"));
            assertEquals("1", job.getMetadata().getAnnotations().get("scaledjob.keda.sh/generation"));
            OwnerReference owner = job.getMetadata().getOwnerReferences().get(0);
            assertEquals(shop.scaledJob().getMetadata().getUid(), owner.getUid());
            assertTrue(owner.getController());
            assertEquals(
                    "import",
                    job.getSpec().getTemplate().getMetadata().getLabels().get("scaledjob.keda.sh/name"));
            assertEquals("OnFailure", job.getSpec().getTemplate().getSpec().getRestartPolicy());
        }
    }

    @Test
    void anIdleOneMakesNoneAndSaysSo() {
        try (JobShop shop = new JobShop(0).job().start()) {
            shop.untilCondition("Active", "False ScalerNotActive");
            shop.staysAt(0);

            assertEquals("True ScaledJobReady", shop.conditions().get("Ready"));
            shop.shop.untilEvents(List.of("Normal KEDAScalersStarted", "Normal ScaledJobReady"));
        }
    }

    @Test
    void itsEndOfWorkIsTold() {
        try (JobShop shop = new JobShop(1).job().start()) {
            shop.untilCondition("Active", "True ScalerActive");
            shop.shop.source.says(0);

            shop.untilCondition("Active", "False ScalerNotActive");
            Eventually.until(() -> shop.shop.events().contains("Normal ScaledJobInactive"), shop.shop::events);
        }
    }

    @Test
    void noMoreThanTheMaximumRunAtOnce() {
        try (JobShop shop = new JobShop(9).job("maxReplicaCount: 2").start()) {
            shop.untilJobs(2);
            shop.staysAt(2);

            shop.end(shop.jobs().get(0), "Complete", "2026-03-01T12:00:00Z");
            shop.untilJobs(3);
            shop.staysAt(3);
        }
    }

    /** Others have their turn in between, and the round is still one. */
    @Test
    void manyJobsAreMadeInSeveralTurns() {
        try (JobShop shop = new JobShop(120).job("maxReplicaCount: 120").start()) {
            shop.untilJobs(120);
            shop.staysAt(120);

            Eventually.until(() -> shop.shop.events().contains("Normal KEDAJobsCreated"), shop.shop::events);
            assertEquals("Created 120 jobs", event(shop, "KEDAJobsCreated").getNote());
        }
    }

    @Test
    void theMinimumRunsWithoutWork() {
        try (JobShop shop = new JobShop(0).job("minReplicaCount: 2").start()) {
            shop.untilJobs(2);
            shop.staysAt(2);
            assertEquals("True ScalerActive", shop.conditions().get("Active"));
        }
    }

    @Test
    void theMinimumRunsThoughATriggerCannotBeMade() {
        String unknown = "triggers: [{type: no-such-type, metadata: {}}]";
        try (JobShop shop = new JobShop(0).job("minReplicaCount: 2", unknown).start()) {
            shop.untilJobs(2);
            shop.untilCondition("Ready", "False ScaledJobCheckFailed");
            assertEquals("Unknown UnknownState", shop.conditions().get("Active"));
            assertTrue(shop.message("Ready").contains("no-such-type"), () -> shop.message("Ready"));
        }
    }

    @Test
    void theAccurateStrategyLeavesOutWhatWaitsForAPod() {
        try (JobShop shop =
                new JobShop(3).job("scalingStrategy: {strategy: accurate}").start()) {
            shop.untilJobs(3);
            shop.staysAt(3);

            // Three have taken their messages, and three others wait.
            shop.jobs().forEach(job -> shop.pod(job, "Running"));
            shop.untilJobs(6);
            shop.staysAt(6);
        }
    }

    @Test
    void aJobWaitsUntilAPodHasAllConditions() {
        String strategy = "scalingStrategy: {strategy: accurate, pendingPodConditions: [Ready, PodScheduled]}";
        try (JobShop shop = new JobShop(1).job(strategy).start()) {
            shop.untilJobs(1);
            shop.pod(shop.jobs().get(0), "Running", "Ready");
            shop.staysAt(1);
        }
        try (JobShop shop = new JobShop(1).job(strategy).start()) {
            shop.untilJobs(1);
            shop.pod(shop.jobs().get(0), "Pending", "Ready", "PodScheduled");
            shop.untilJobs(2);
        }
    }

    @Test
    void theEagerStrategyTakesTheWholeRoomAtOnce() {
        try (JobShop shop = new JobShop(4)
                .job("maxReplicaCount: 10", "scalingStrategy: {strategy: eager}")
                .start()) {
            shop.untilJobs(4);
        }
    }

    @Test
    void jobsOfOthersWithTheLabelCount() {
        try (JobShop shop = new JobShop(2).job()) {
            shop.shop.cluster.create(shop.shop.client, """
                    apiVersion: batch/v1
                    kind: Job
                    metadata:
                      name: by-keda
                      namespace: shop
                      labels: {scaledjob.keda.sh/name: import}
                      annotations: {scaledjob.keda.sh/generation: "1"}
                    spec: {template: {spec: {containers: [{name: import}]}}}
                    """);
            shop.start();

            shop.untilJobs(2);
            shop.staysAt(2);
        }
    }

    @Test
    void endedJobsAreKeptUpToTheLimits() {
        try (JobShop shop = new JobShop(4)
                .job("successfulJobsHistoryLimit: 1", "failedJobsHistoryLimit: 0")
                .start()) {
            shop.untilJobs(4);
            shop.shop.source.says(0);
            shop.untilCondition("Active", "False ScalerNotActive");
            List<Job> jobs = shop.jobs();

            shop.end(jobs.get(0), "Complete", "2026-03-01T12:00:09Z");
            shop.end(jobs.get(1), "Complete", "2026-03-01T12:00:05Z");
            shop.end(jobs.get(2), "Failed", "2026-03-01T12:00:05Z");

            shop.untilJobs(2);
            assertEquals(
                    List.of(
                            jobs.get(0).getMetadata().getName(),
                            jobs.get(3).getMetadata().getName()),
                    shop.names(),
                    "the latest success, and what still runs");
        }
    }

    @Test
    void anEditReplacesRunningJobs() {
        try (JobShop shop = new JobShop(2).job().start()) {
            shop.untilJobs(2);
            List<String> before = shop.names();

            shop.patch("{\"metadata\": {\"generation\": 2}, \"spec\": {\"maxReplicaCount\": 50}}");

            Eventually.until(
                    () -> shop.jobs().size() == 2 && shop.names().stream().noneMatch(before::contains), shop::names);
            shop.staysAt(2);
            Eventually.until(
                    () -> shop.shop
                            .events()
                            .containsAll(List.of(
                                    "Normal ScaledJobRolloutCleanupStarted",
                                    "Normal ScaledJobRolloutCleanupCompleted")),
                    shop.shop::events);
        }
    }

    @Test
    void aGradualRolloutLeavesThemAlone() {
        try (JobShop shop = new JobShop(2).job("rollout: {strategy: gradual}").start()) {
            shop.untilJobs(2);
            List<String> before = shop.names();

            shop.patch("{\"metadata\": {\"generation\": 2}, \"spec\": {\"maxReplicaCount\": 50}}");

            shop.staysAt(2);
            assertEquals(before, shop.names());
        }
    }

    @Test
    void theOlderFieldOfTheRolloutWins() {
        try (JobShop shop = new JobShop(2)
                .job("rolloutStrategy: gradual", "rollout: {strategy: immediate}")
                .start()) {
            shop.untilJobs(2);
            List<String> before = shop.names();

            shop.patch("{\"metadata\": {\"generation\": 2}, \"spec\": {\"maxReplicaCount\": 50}}");

            shop.staysAt(2);
            assertEquals(before, shop.names());
        }
    }

    @Test
    void aRestartDeletesNothingAndMakesNothingTwice() {
        try (JobShop shop = new JobShop(3).job().start()) {
            shop.untilJobs(3);
            shop.untilCondition("Active", "True ScalerActive");
            List<String> before = shop.names();

            shop.shop.restart();
            shop.staysAt(3);

            assertEquals(before, shop.names());
            assertEquals(Map.of(), shop.shop.writes());
        }
    }

    @Test
    void pausedMakesNoneAndLeavesWhatRuns() {
        try (JobShop shop = new JobShop(2).job().start()) {
            shop.untilJobs(2);

            shop.patch("{\"metadata\": {\"annotations\": {\"autoscaling.keda.sh/paused\": \"true\"}}}");
            shop.untilCondition("Paused", "True ScaledJobPaused");
            Eventually.until(() -> shop.shop.sources() == 0, () -> shop.shop.sources() + " sources are asked");
            shop.end(shop.jobs().get(0), "Complete", "2026-03-01T12:00:00Z");
            shop.shop.source.says(5);
            assertEquals(2, shop.jobs().size());

            shop.patch("{\"metadata\": {\"annotations\": {\"autoscaling.keda.sh/paused\": null}}}");
            shop.untilCondition("Paused", "False ScaledJobUnpaused");
            shop.untilJobs(6);
            Eventually.until(
                    () -> shop.shop
                            .events()
                            .containsAll(List.of(
                                    "Normal ScaledJobPaused", "Normal KEDAScalersStopped", "Normal ScaledJobUnpaused")),
                    shop.shop::events);
        }
    }

    @Test
    void aSourceThatFailsMakesNoneAndIsSaid() {
        try (JobShop shop = new JobShop(2).job()) {
            shop.shop.source.fails();
            shop.start();
            shop.untilCondition("Ready", "False TriggerError");
            assertEquals("False ScalerNotActive", shop.conditions().get("Active"));
            assertEquals(0, shop.jobs().size());

            shop.shop.source.says(2);
            shop.untilJobs(2);
            shop.untilCondition("Ready", "True ScaledJobReady");
        }
    }

    @Test
    void whatElseIsReadDecidesWhileOneTriggerFails() {
        try (JobShop shop = new JobShop(2)) {
            String broken = "{type: metrics-api, metadata: {url: \"http://127.0.0.1:1/\", valueLocation: value,"
                    + " targetValue: \"1\"}}";
            shop.job("triggers: [" + broken + ", " + shop.trigger("") + "]").start();

            shop.untilJobs(2);
            shop.untilCondition("Ready", "Unknown PartialTriggerError");
            assertEquals("True ScalerActive", shop.conditions().get("Active"));
        }
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        try (JobShop shop = new JobShop(2)) {
            shop.job("triggers: [" + shop.trigger(", metricType: Value") + ", {type: no-such-type, metadata: {}}]")
                    .start();

            shop.untilCondition("Ready", "False ScaledJobCheckFailed");
            String said = shop.message("Ready");
            assertTrue(said.contains("metricType is \"Value\", but a ScaledJob accepts none"), said);
            assertTrue(said.contains("no-such-type"), said);
            assertEquals(0, shop.jobs().size());
        }
    }

    @Test
    void withoutAJobToMakeThereIsNothingToDo() {
        try (JobShop shop = new JobShop(2)) {
            shop.job("jobTargetRef: null").start();

            shop.untilCondition("Ready", "False ScaledJobCheckFailed");
            assertTrue(shop.message("Ready").contains("spec.jobTargetRef"), () -> shop.message("Ready"));
        }
    }

    @Test
    void aJobThatIsRefusedIsSaidAndAskedForAtTheNextRound() {
        try (JobShop shop = new JobShop(3).job()) {
            shop.shop.cluster.refuse("POST", "/jobs", 403, "", "exceeded quota");
            shop.start();
            Eventually.until(() -> shop.shop.events().contains("Warning KEDAJobCreateFailed"), shop.shop::events);
            assertTrue(
                    event(shop, "KEDAJobCreateFailed").getNote().contains("exceeded quota"),
                    () -> event(shop, "KEDAJobCreateFailed").getNote());

            shop.shop.cluster.accept();
            shop.untilJobs(3);
            shop.staysAt(3);
        }
    }

    @Test
    void aLostAnswerMakesNoSecondJob() {
        for (int write = 0; write < 5; write++) {
            try (JobShop shop = new JobShop(3).job()) {
                shop.shop.cluster.loseAnswerAfter(write);
                shop.start();

                shop.untilJobs(3);
                shop.staysAt(3);
                assertTrue(shop.shop.cluster.wentAway());
                assertEquals(3, new HashSet<>(shop.names()).size());
            }
        }
    }

    @Test
    void aDeletedOneGoes() {
        try (JobShop shop = new JobShop(1).job().start()) {
            shop.untilJobs(1);

            shop.shop.client.resource(shop.scaledJob()).delete();

            Eventually.until(() -> shop.scaledJob() == null, shop::conditions);
            Eventually.until(
                    () -> shop.shop
                            .events()
                            .containsAll(List.of("Warning ScaledJobDeleted", "Normal KEDAScalersStopped")),
                    shop.shop::events);
            Eventually.until(() -> shop.shop.sources() == 0, () -> shop.shop.sources() + " sources are asked");
        }
    }

    private static Event event(JobShop shop, String reason) {
        return shop.shop.allEvents().stream()
                .filter(event -> reason.equals(event.getReason()))
                .findFirst()
                .orElseThrow();
    }
}
