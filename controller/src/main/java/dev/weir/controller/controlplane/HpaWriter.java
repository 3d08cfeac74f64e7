package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.desired.HpaDifference;
import dev.weir.controller.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the HPA in the cluster the one that should be there. Calls block. */
final class HpaWriter {

    private static final Logger LOG = LoggerFactory.getLogger(HpaWriter.class);

    /** A watch that has not told by then of what was created was not going to. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Cluster cluster;

    /** What was created and the watch may not have told of yet: to create it again would be refused. */
    private final Map<ObjectKey, Instant> created = new ConcurrentHashMap<>();

    HpaWriter(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The HPA as last seen. */
    Optional<HorizontalPodAutoscaler> find(String namespace, String name) {
        return cluster.hpas().find(new ObjectKey(namespace, name));
    }

    /**
     * Creates or updates, if there is a difference. An HPA of the same name is adopted, whoever made it, as by KEDA, unless
     * another ScaledObject has it. One that the object had under an earlier name goes.
     *
     * @return whether it is there as wanted; if not, the watch will tell of it
     */
    boolean write(ScaledObject object, HorizontalPodAutoscaler desired) {
        String namespace = desired.getMetadata().getNamespace();
        String name = desired.getMetadata().getName();
        Optional<HorizontalPodAutoscaler> found = find(namespace, name);
        found.ifPresent(hpa -> refuseAnothers(hpa, object));
        HpaIndex.of(cluster.hpas(), object)
                .filter(hpa -> !hpa.getMetadata().getName().equals(name))
                .forEach(hpa -> delete(object, hpa));
        if (found.isEmpty()) {
            if (!isUnderWay(desired)) {
                create(object, desired);
            }
            return false;
        }
        created.remove(ObjectKey.of(desired));
        HpaDifference.between(found.get(), desired).ifPresent(difference -> {
            cluster.writes()
                    .told(
                            "hpa",
                            ObjectKey.of(object),
                            () -> cluster.client().resource(desired).update());
            LOG.info("HPA updated object={} hpa={} difference={}", ObjectKey.of(object), name, difference);
        });
        return true;
    }

    /** Deletes what HPAs the object has. */
    void remove(ScaledObject object) {
        HpaIndex.of(cluster.hpas(), object).forEach(hpa -> delete(object, hpa));
    }

    private void delete(ScaledObject object, HorizontalPodAutoscaler hpa) {
        ObjectKey key = ObjectKey.of(object);
        cluster.writes().told("hpa", key, () -> cluster.client().resource(hpa).delete());
        LOG.info("HPA deleted object={} hpa={}", key, hpa.getMetadata().getName());
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

    private boolean isUnderWay(HorizontalPodAutoscaler hpa) {
        Instant now = cluster.clock().instant();
        created.values().removeIf(since -> since.plus(PATIENCE).isBefore(now));
        return created.containsKey(ObjectKey.of(hpa));
    }

    private void create(ScaledObject object, HorizontalPodAutoscaler desired) {
        try {
            cluster.writes()
                    .told(
                            "hpa",
                            ObjectKey.of(object),
                            () -> cluster.client().resource(desired).create());
            created.put(ObjectKey.of(desired), cluster.clock().instant());
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
}
