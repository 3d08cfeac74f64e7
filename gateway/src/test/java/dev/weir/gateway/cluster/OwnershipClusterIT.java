package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.always;
import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who scales what, against a real API server and a real HPA controller. */
class OwnershipClusterIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Between two looks of the HPA controller, with some room. */
    private static final Duration HPA_ROUND = Duration.ofSeconds(60);

    /** A kind whose replicas stand elsewhere than usual. */
    private static final String POOLS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: pools.test.weir.dev}
            spec:
              group: test.weir.dev
              scope: Namespaced
              names: {kind: Pool, plural: pools}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                subresources:
                  scale: {specReplicasPath: .spec.workers.wanted, statusReplicasPath: .status.workers, labelSelectorPath: .spec.selector}
            """;

    @TempDir
    private Path folder;

    private Room room;

    @BeforeEach
    void open() {
        room = Room.open(folder, "weir-owners-");
    }

    @AfterEach
    void close() {
        if (room != null) {
            room.close();
        }
    }

    @Test
    void anHpaThatIsThereIsAdoptedAndASecondObjectIsRefused() throws Exception {
        room.says(12);
        room.deployment("app", 2);
        room.cluster.apply(room.namespace, """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: mine}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app}
                  minReplicas: 2
                  maxReplicas: 2
                  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
                """);

        room.object(
                "orders",
                "{name: app}",
                "minReplicaCount: 1",
                "advanced: {horizontalPodAutoscalerConfig: {name: mine}}");
        room.untilCondition("orders", "Ready", "True ScaledObjectReady");
        HorizontalPodAutoscaler adopted = room.cluster
                .client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(room.namespace)
                .withName("mine")
                .get();
        assertEquals("orders", adopted.getMetadata().getOwnerReferences().get(0).getName());
        assertEquals(100, adopted.getSpec().getMaxReplicas());
        room.untilReplicas("app", 3, HPA_ROUND);

        room.object("rival", "{name: app}");
        room.untilCondition("rival", "Ready", "False ScaledObjectCheckFailed");
        assertEquals(List.of("mine"), room.hpas());
        always("the first one goes on", Duration.ofSeconds(5), () -> room.replicas("app") == 3);
    }

    @Test
    void pausedStandsStillAndUnpausedGoesOn() throws Exception {
        room.says(40);
        room.deployment("app", 2);
        room.object("orders", "{name: app}", "cooldownPeriod: 5");
        room.untilReplicas("app", 8, HPA_ROUND);

        room.annotate("orders", "paused-replicas", "3");
        room.untilReplicas("app", 3, SOON);
        room.untilCondition("orders", "Paused", "True ScaledObjectPaused");
        assertEquals(List.of(), room.hpas());
        int polls = room.polls();
        always("nobody moves it", Duration.ofSeconds(20), () -> room.replicas("app") == 3);
        assertEquals(polls, room.polls(), "nobody asks");

        room.says(0);
        room.annotate("orders", "paused-replicas", null);
        room.untilCondition("orders", "Paused", "False ScaledObjectUnpaused");
        room.untilReplicas("app", 0, SOON);
        assertEquals(List.of("keda-hpa-orders"), room.hpas());
    }

    @Test
    void aCustomResourceIsScaledByItsOwnPath() {
        room.cluster.apply(room.namespace, POOLS);
        eventually(
                "the API server knows pools",
                SOON,
                () -> room.cluster.client().getApiResources("test.weir.dev/v1") != null);
        room.cluster.apply(room.namespace, """
                apiVersion: test.weir.dev/v1
                kind: Pool
                metadata: {name: crew}
                spec: {workers: {wanted: 0}, selector: app=crew}
                """);
        room.says(12);
        room.object("crew", "{apiVersion: test.weir.dev/v1, kind: Pool, name: crew}", "cooldownPeriod: 2");

        room.untilCondition("crew", "Active", "True ScalerActive");
        eventually("at least one worker", SOON, () -> workers() >= 1);
        eventually("three by the HPA", HPA_ROUND, () -> workers() == 3);

        scale(0);
        eventually("it is brought up again though nobody tells of it", SOON, () -> workers() >= 1);
        room.says(0);
        eventually("zero after the cool-down", SOON, () -> workers() == 0);
    }

    private int workers() {
        Object wanted = pool().get("spec", "workers", "wanted");
        return ((Number) wanted).intValue();
    }

    private GenericKubernetesResource pool() {
        return room.cluster
                .client()
                .genericKubernetesResources("test.weir.dev/v1", "Pool")
                .inNamespace(room.namespace)
                .withName("crew")
                .get();
    }

    private void scale(int workers) {
        room.cluster
                .client()
                .genericKubernetesResources("test.weir.dev/v1", "Pool")
                .inNamespace(room.namespace)
                .withName("crew")
                .scale(workers);
    }
}
