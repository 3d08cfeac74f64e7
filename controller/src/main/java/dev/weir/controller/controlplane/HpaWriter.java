package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.desired.HpaDifference;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the HPA in the cluster the one that should be there. Calls block. */
final class HpaWriter {

    private static final Logger LOG = LoggerFactory.getLogger(HpaWriter.class);

    private final KubernetesClient client;
    private final Watch<HorizontalPodAutoscaler> hpas;

    HpaWriter(KubernetesClient client, Watch<HorizontalPodAutoscaler> hpas) {
        this.client = client;
        this.hpas = hpas;
    }

    /** The HPA as last seen. */
    Optional<HorizontalPodAutoscaler> find(String namespace, String name) {
        return hpas.find(new ObjectKey(namespace, name));
    }

    /**
     * Creates or updates, if there is a difference. An HPA of the same name is adopted, whoever made it, as by KEDA.
     *
     * @param previousName the name of the HPA that the object has had so far, or null
     */
    void write(ScaledObject object, HorizontalPodAutoscaler desired, @Nullable String previousName) {
        String namespace = desired.getMetadata().getNamespace();
        String name = desired.getMetadata().getName();
        if (previousName != null && !previousName.isEmpty() && !previousName.equals(name)) {
            find(namespace, previousName).filter(old -> isOwnedBy(old, object)).ifPresent(old -> {
                client.resource(old).delete();
                LOG.info("HPA deleted object={} hpa={} renamed={}", ObjectKey.of(object), previousName, name);
            });
        }
        Optional<HorizontalPodAutoscaler> found = find(namespace, name);
        if (found.isEmpty()) {
            create(object, desired);
        } else {
            HpaDifference.between(found.get(), desired).ifPresent(difference -> {
                client.resource(desired).update();
                LOG.info("HPA updated object={} hpa={} difference={}", ObjectKey.of(object), name, difference);
            });
        }
    }

    private void create(ScaledObject object, HorizontalPodAutoscaler desired) {
        try {
            client.resource(desired).create();
            LOG.info(
                    "HPA created object={} hpa={}",
                    ObjectKey.of(object),
                    desired.getMetadata().getName());
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // It exists and the watch has not told yet: its event brings the object back for a comparison.
            LOG.debug("HPA exists already object={}", ObjectKey.of(object));
        }
    }

    private static boolean isOwnedBy(HorizontalPodAutoscaler hpa, ScaledObject object) {
        return hpa.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(object.getMetadata().getUid()));
    }
}
