package dev.weir.jmh.activation;

import dev.weir.controller.api.ScaledObject;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The Deployments at zero and their ScaledObjects, made by several threads, since one that waits for each answer would be the
 * slowest of all. No pod is ever run: no scheduler has the name that the pods ask for.
 */
final class Plantation {

    private static final int THREADS = 16;

    /** One replica is right for half of it, so that nobody but Weir writes a scale. */
    static final double THRESHOLD = 100;

    private final KubernetesClient client;
    private final String namespace;
    private final ActivationOptions options;
    private final String prometheus;

    Plantation(KubernetesClient client, String namespace, ActivationOptions options, String prometheus) {
        this.client = client;
        this.namespace = namespace;
        this.options = options;
        this.prometheus = prometheus;
    }

    /** Returns when all exist. */
    void make() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> made = new ArrayList<>();
            for (int number = 0; number < options.objects(); number++) {
                int mine = number;
                made.add(threads.submit(() -> make(mine)));
            }
            for (Future<?> one : made) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
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

    private static String deployment(int number) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web-%1$d
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: web-%1$d}}
                  template:
                    metadata: {labels: {app: web-%1$d}}
                    spec:
                      schedulerName: weir-activation-nobody
                      containers: [{name: web, image: web}]
                """.formatted(number);
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
                  maxReplicaCount: 10
                  triggers:
                    - type: prometheus
                      metadata:
                        serverAddress: %3$s
                        query: sum(rate(requests_total{queue="%4$d"}[1m]))
                        threshold: "%5$d"
                """.formatted(number, options.interval().toSeconds(), prometheus, number % options.queries(), (int)
                THRESHOLD);
    }
}
