package dev.weir.gateway;

import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * Has the reader of the API server's answers learn what is about to be listed while the servers open. How a class is read is
 * worked out when it is first met, which takes a second or two for all of them; else the one event loop that reads the first
 * lists would do it, one list after the other.
 */
final class FirstLists {

    private static final List<Class<?>> LISTED = List.of(
            ScaledObject.class,
            Deployment.class,
            HorizontalPodAutoscaler.class,
            StatefulSet.class,
            TriggerAuthentication.class,
            ClusterTriggerAuthentication.class,
            ScaledJob.class,
            Job.class,
            Pod.class);

    private FirstLists() {}

    /** Begins; nothing depends on when it is done. */
    static Future<Void> prepare(Vertx vertx, KubernetesClient client) {
        KubernetesSerialization reader = client.getKubernetesSerialization();
        return vertx.executeBlocking(
                () -> {
                    LISTED.forEach(kind -> reader.unmarshal("{\"metadata\":{},\"spec\":{},\"status\":{}}", kind));
                    return null;
                },
                false);
    }
}
