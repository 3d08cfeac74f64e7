package dev.weir.gateway.demo;

import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pretends to run pods: a moment after a Deployment wants another number of replicas, its status says that they are ready.
 * Called on one event loop.
 */
final class Nodes {

    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

    /** How long a pod takes to start or to end. */
    private static final Duration MOMENT = Duration.ofMillis(300);

    private final Vertx vertx;
    private final KubernetesClient client;
    private final Watch<Deployment> deployments;
    private final Set<ObjectKey> starting = new HashSet<>();
    private boolean stopped;

    Nodes(Vertx vertx, KubernetesClient client, Watch<Deployment> deployments) {
        this.vertx = vertx;
        this.client = client;
        this.deployments = deployments;
    }

    void changed(ObjectKey key) {
        if (!starting.contains(key)
                && deployments.find(key).filter(Nodes::isBehind).isPresent()) {
            starting.add(key);
            vertx.setTimer(MOMENT.toMillis(), ignored -> settle(key));
        }
    }

    /** Changes nothing any more. */
    void stop() {
        stopped = true;
    }

    private void settle(ObjectKey key) {
        if (stopped) {
            return;
        }
        vertx.executeBlocking(
                        () -> {
                            deployments.find(key).filter(Nodes::isBehind).ifPresent(this::write);
                            return null;
                        },
                        false)
                .onFailure(fault -> LOG.warn("Pods not started deployment={}: {}", key, fault.toString()))
                .onComplete(done -> {
                    starting.remove(key);
                    vertx.setTimer(MOMENT.toMillis(), ignored -> changed(key));
                });
    }

    private void write(Deployment deployment) {
        int replicas = deployment.getSpec().getReplicas();
        JsonObject status = new JsonObject()
                .put("replicas", replicas)
                .put("readyReplicas", replicas)
                .put("availableReplicas", replicas)
                .put("observedGeneration", deployment.getMetadata().getGeneration());
        client.resource(deployment)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        new JsonObject().put("status", status).encode());
    }

    private static boolean isBehind(Deployment deployment) {
        Integer ready =
                deployment.getStatus() == null ? null : deployment.getStatus().getReadyReplicas();
        return ready == null || !ready.equals(deployment.getSpec().getReplicas());
    }
}
