package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.desired.HpaDifference;
import dev.weir.controller.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the HPA in the cluster the one that should be there. Calls block. */
final class HpaWriter {

    private static final Logger LOG = LoggerFactory.getLogger(HpaWriter.class);

    private final Cluster cluster;

    HpaWriter(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The HPA as last seen. */
    Optional<HorizontalPodAutoscaler> find(String namespace, String name) {
        return cluster.hpas().find(new ObjectKey(namespace, name));
    }

    /**
     * Creates or updates, if there is a difference. An HPA of the same name is adopted, whoever made it, as by KEDA, unless
     * another ScaledObject has it.
     *
     * @param previousName the name of the HPA that the object has had so far, or null
     */
    void write(ScaledObject object, HorizontalPodAutoscaler desired, @Nullable String previousName) {
        String namespace = desired.getMetadata().getNamespace();
        String name = desired.getMetadata().getName();
        Optional<HorizontalPodAutoscaler> found = find(namespace, name);
        found.ifPresent(hpa -> refuseAnothers(hpa, object));
        if (!name.equals(previousName)) {
            remove(object, previousName);
        }
        if (found.isEmpty()) {
            create(object, desired);
        } else {
            HpaDifference.between(found.get(), desired).ifPresent(difference -> {
                cluster.writes()
                        .told(
                                "hpa",
                                ObjectKey.of(object),
                                () -> cluster.client().resource(desired).update());
                LOG.info("HPA updated object={} hpa={} difference={}", ObjectKey.of(object), name, difference);
            });
        }
    }

    /** Deletes the HPA of this name if it is the object's. */
    void remove(ScaledObject object, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            return;
        }
        find(object.getMetadata().getNamespace(), name)
                .filter(hpa -> isOwnedBy(hpa, object))
                .ifPresent(hpa -> {
                    cluster.writes()
                            .told(
                                    "hpa",
                                    ObjectKey.of(object),
                                    () -> cluster.client().resource(hpa).delete());
                    LOG.info("HPA deleted object={} hpa={}", ObjectKey.of(object), name);
                });
    }

    /** Two objects that both take the HPA would write it against each other for ever. */
    private void refuseAnothers(HorizontalPodAutoscaler hpa, ScaledObject object) {
        ObjectKey key = ObjectKey.of(object);
        hpa.getMetadata().getOwnerReferences().stream()
                .filter(owner -> owner.getKind().equals(object.getKind()))
                .filter(owner -> !owner.getUid().equals(object.getMetadata().getUid()))
                .filter(owner -> cluster.objects()
                        .find(new ObjectKey(key.namespace(), owner.getName()))
                        .filter(other -> other.getMetadata().getUid().equals(owner.getUid()))
                        .isPresent())
                .findFirst()
                .ifPresent(owner -> {
                    throw new CheckFailedException(
                            List.of("the HPA " + hpa.getMetadata().getName()
                                    + " belongs to the ScaledObject " + owner.getName()
                                    + "; give another name in spec.advanced.horizontalPodAutoscalerConfig.name"));
                });
    }

    private void create(ScaledObject object, HorizontalPodAutoscaler desired) {
        try {
            cluster.writes()
                    .told(
                            "hpa",
                            ObjectKey.of(object),
                            () -> cluster.client().resource(desired).create());
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
