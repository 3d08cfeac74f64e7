package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cpu trigger beside one that counts pods: only the pods decide whether anything runs. */
class WorkloadClusterIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration HPA_ROUND = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void followsThePodsOfAnotherDeploymentBesideCpu() {
        try (Room room = Room.open(folder, "weir-workload-")) {
            room.deployment("front", 0);
            room.deployment("proxy", 0);
            room.cluster.apply(room.namespace, """
                    apiVersion: keda.sh/v1alpha1
                    kind: ScaledObject
                    metadata: {name: proxy}
                    spec:
                      scaleTargetRef: {name: proxy}
                      pollingInterval: 5
                      cooldownPeriod: 2
                      triggers:
                      - {type: cpu, metricType: Utilization, metadata: {value: "70"}}
                      - {type: kubernetes-workload, metadata: {podSelector: app=front, value: "2"}}
                    """);
            room.untilCondition("proxy", "Ready", "True ScaledObjectReady");
            assertEquals(List.of("External", "Resource"), kinds(room));
            assertEquals(0, room.replicas("proxy"));

            scale(room, 6);
            eventually("the first proxy", SOON, () -> room.replicas("proxy") >= 1);
            eventually("one for two", HPA_ROUND, () -> room.replicas("proxy") == 3);

            scale(room, 0);
            eventually("none", HPA_ROUND, () -> room.replicas("proxy") == 0);
        }
    }

    private static void scale(Room room, int replicas) {
        room.cluster
                .client()
                .apps()
                .deployments()
                .inNamespace(room.namespace)
                .withName("front")
                .scale(replicas);
    }

    private static List<String> kinds(Room room) {
        return room
                .cluster
                .client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(room.namespace)
                .withName("keda-hpa-proxy")
                .get()
                .getSpec()
                .getMetrics()
                .stream()
                .map(MetricSpec::getType)
                .toList();
    }
}
