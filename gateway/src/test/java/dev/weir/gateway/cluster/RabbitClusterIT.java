package dev.weir.gateway.cluster;

import static dev.weir.gateway.cluster.TestCluster.always;
import static dev.weir.gateway.cluster.TestCluster.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.scalers.testing.RabbitServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From a real queue through a real HPA controller and back to zero, with everything on the way dying once. */
class RabbitClusterIT {

    private static final String NAMESPACE = "default";
    private static final String NAME = "rabbitmq-consumer";
    private static final String QUEUE = "hello";

    /** As KEDA's users have it; not a character of it is ours to change. */
    private static final String MANIFEST = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: rabbitmq-consumer, namespace: default}
            spec:
              scaleTargetRef: {name: rabbitmq-consumer}
              pollingInterval: 5
              cooldownPeriod: 30
              maxReplicaCount: 30
              fallback: {failureThreshold: 1, replicas: 4}
              triggers:
              - type: rabbitmq
                metadata: {queueName: hello, queueLength: "5"}
                authenticationRef: {name: rabbitmq-consumer-trigger}
            """;

    private static final String CREDENTIALS = """
            apiVersion: v1
            kind: Secret
            metadata: {name: rabbitmq-consumer-secret}
            stringData: {host: "URI"}
            ---
            apiVersion: keda.sh/v1alpha1
            kind: TriggerAuthentication
            metadata: {name: rabbitmq-consumer-trigger}
            spec: {secretTargetRef: [{parameter: host, name: rabbitmq-consumer-secret, key: host}]}
            """;

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private RabbitServer rabbit;
    private WeirProcess weir;

    @BeforeEach
    void startAll() {
        cluster = TestCluster.connect();
        rabbit = RabbitServer.start();
        rabbit.declare(RabbitServer.ROOT, QUEUE);
        String home = cluster.namespace("weir-rabbit-");
        weir = WeirProcess.start(folder, home);
        cluster.aggregate(home, weir.port());
        cluster.apply(NAMESPACE, TestCluster.deployment(NAME, 0));
        cluster.apply(NAMESPACE, CREDENTIALS.replace("URI", rabbit.amqpUri()));
    }

    @AfterEach
    void stopAll() {
        if (cluster != null) {
            cluster.close();
        }
        if (weir != null) {
            System.out.println(weir.log());
            weir.close();
        }
        if (rabbit != null) {
            rabbit.close();
        }
    }

    @Test
    void followsTheQueueAndNothingElse() throws Exception {
        cluster.apply(NAMESPACE, MANIFEST);
        eventually(
                "the object is ready",
                Duration.ofSeconds(15),
                () -> condition("Ready").equals("True"));
        assertEquals(0, replicas());

        diesWithMessagesAndComesBack();

        rabbit.purge(RabbitServer.ROOT, QUEUE);
        always("stays up while it cools down", Duration.ofSeconds(20), () -> replicas() > 0);
        becomes(0, Duration.ofSeconds(40));

        publish(40);
        reaches(1, Duration.ofSeconds(7));
        becomes(8, Duration.ofSeconds(120));
        killedAndRestartedWritesNoReplicas();
    }

    /** Comes first: for five minutes after eight replicas the HPA controller would not go below them. */
    private void diesWithMessagesAndComesBack() {
        publish(10);
        becomes(2, Duration.ofSeconds(60));
        rabbit.kill();
        becomes(4, Duration.ofSeconds(60));
        assertEquals("True", condition("Fallback"));

        rabbit.restart();
        eventually(
                "fallback is over",
                Duration.ofSeconds(60),
                () -> condition("Fallback").equals("False"));
        publish(30);
        becomes(8, Duration.ofSeconds(120));
    }

    private void killedAndRestartedWritesNoReplicas() throws Exception {
        long writes = cluster.scaleWrites();
        long generation = generation();
        weir.kill();
        always("nothing moves without Weir", Duration.ofSeconds(5), () -> generation() == generation);
        weir.restart();
        always("nothing moves as Weir comes back", Duration.ofSeconds(45), () -> generation() == generation);
        assertEquals(8, replicas());
        assertEquals(writes, cluster.scaleWrites());
    }

    private void publish(int messages) {
        rabbit.publish(RabbitServer.ROOT, QUEUE, messages);
    }

    private void reaches(int atLeast, Duration within) {
        eventually("at least " + atLeast + " replicas", within, () -> replicas() >= atLeast);
    }

    private void becomes(int wanted, Duration within) {
        eventually(wanted + " replicas", within, () -> replicas() == wanted);
    }

    private int replicas() {
        return cluster.replicas(NAMESPACE, NAME);
    }

    /** Rises with each change of what is wanted of the Deployment. */
    private long generation() {
        return cluster.deployment(NAMESPACE, NAME).getMetadata().getGeneration();
    }

    private String condition(String type) {
        JsonNode object = cluster.json("/apis/keda.sh/v1alpha1/namespaces/" + NAMESPACE + "/scaledobjects/" + NAME);
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asString().equals(type)) {
                return condition.path("status").asString();
            }
        }
        return "";
    }
}
