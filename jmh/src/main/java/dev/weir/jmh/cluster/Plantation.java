package dev.weir.jmh.cluster;

import dev.weir.controller.api.ScaledObject;
import dev.weir.jmh.harness.HpaUri;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deployments and their ScaledObjects, made by several threads, since one that waits for each answer would be the slowest of
 * all. No pod is ever run: Deployments above zero are paused, and no scheduler has the name that the pods of the others ask
 * for.
 */
public final class Plantation {

    /** What the source has to say so that one replica is right, and nobody but Weir writes a scale. */
    public static final double ENOUGH_FOR_ONE = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Plantation.class);
    private static final int THREADS = 16;
    private static final int THRESHOLD = 100;
    private static final int SAY_EVERY = 1_000;

    private final KubernetesClient client;
    private final String namespace;
    private final Planting planting;
    private final String prometheus;

    /**
     * What is made.
     *
     * @param objects ScaledObjects, each with a Deployment
     * @param queries different Prometheus queries among them
     * @param interval how often each object wants its source asked
     * @param replicas of each Deployment, which are the fewest it may have; 0 or 1
     */
    public record Planting(int objects, int queries, Duration interval, int replicas) {}

    /** @param prometheus the address that the objects ask */
    public Plantation(KubernetesClient client, String namespace, Planting planting, String prometheus) {
        this.client = client;
        this.namespace = namespace;
        this.planting = planting;
        this.prometheus = prometheus;
    }

    /** Returns when all exist. */
    public void make() throws InterruptedException, ExecutionException {
        LOG.info("Making objects={} namespace={}", planting.objects, namespace);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> made = new ArrayList<>();
            for (int number = 0; number < planting.objects; number++) {
                int mine = number;
                made.add(threads.submit(() -> make(mine)));
            }
            for (int number = 0; number < made.size(); number++) {
                made.get(number).get();
                if (number > 0 && number % SAY_EVERY == 0) {
                    LOG.info("Made objects={}", number);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** By which the HPA of each asks. */
    public List<String> uris() {
        return IntStream.range(0, planting.objects)
                .mapToObj(number -> HpaUri.of(namespace, "s0-prometheus", "web-" + number))
                .toList();
    }

    private void make(int number) {
        KubernetesSerialization yaml = client.getKubernetesSerialization();
        client.resource(yaml.unmarshal(deployment(number), Deployment.class))
                .inNamespace(namespace)
                .create();
        client.resource(yaml.unmarshal(scaledObject(number), ScaledObject.class))
                .inNamespace(namespace)
                .create();
    }

    private String deployment(int number) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web-%1$d
                spec:
                  replicas: %2$d
                  paused: %3$s
                  selector: {matchLabels: {app: web-%1$d}}
                  template:
                    metadata: {labels: {app: web-%1$d}}
                    spec:
                      schedulerName: weir-load-nobody
                      containers: [{name: web, image: web}]
                """.formatted(number, planting.replicas, planting.replicas > 0);
    }

    private String scaledObject(int number) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata:
                  name: web-%1$d
                spec:
                  scaleTargetRef: {name: web-%1$d}
                  pollingInterval: %2$d
                  minReplicaCount: %3$d
                  maxReplicaCount: 10
                  triggers:
                    - type: prometheus
                      metadata:
                        serverAddress: %4$s
                        query: sum(rate(requests_total{queue="%5$d"}[1m]))
                        threshold: "%6$d"
                """.formatted(
                        number,
                        planting.interval.toSeconds(),
                        planting.replicas,
                        prometheus,
                        number % planting.queries,
                        THRESHOLD);
    }
}
