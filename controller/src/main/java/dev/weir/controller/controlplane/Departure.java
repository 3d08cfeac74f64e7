package dev.weir.controller.controlplane;

import dev.weir.controller.api.GroupVersionKindResource;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.EventRecorder.Kind;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.ResourceKind;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left to do for an object that is being deleted: give the target its first number of replicas back if that was
 * asked for, then let go. The HPA goes by its owner reference.
 */
final class Departure {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private final Cluster cluster;

    Departure(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Answers with the object as it is after the write, if there was anything left to do. */
    Optional<ScaledObject> leave(ScaledObject object) {
        if (!object.getMetadata().getFinalizers().contains(Arrival.FINALIZER)) {
            return Optional.empty();
        }
        restore(object);
        ScaledObject released = Finalizers.release(cluster.client(), object);
        // Told once it is so: a release that meets a conflict is tried again.
        cluster.events().record(object, Kind.Normal, "KEDAScalersStopped", "Stopped scalers watch");
        cluster.events().record(object, Kind.Warning, "ScaledObjectDeleted", "ScaledObject was deleted");
        return Optional.ofNullable(released);
    }

    private void restore(ScaledObject object) {
        ScaledObjectStatus status = object.getStatus();
        boolean wanted = object.getSpec().getAdvanced() != null
                && Boolean.TRUE.equals(object.getSpec().getAdvanced().getRestoreToOriginalReplicaCount());
        if (!wanted
                || status == null
                || status.getScaleTargetGVKR() == null
                || status.getOriginalReplicaCount() == null) {
            return;
        }
        String name =
                Objects.requireNonNull(object.getSpec().getScaleTargetRef()).getName();
        ObjectKey target = new ObjectKey(object.getMetadata().getNamespace(), Objects.requireNonNull(name));
        try {
            cluster.scale(object, kind(status.getScaleTargetGVKR()), target, status.getOriginalReplicaCount());
        } catch (RuntimeException e) {
            // As for KEDA, a target that cannot be restored does not keep the object from going.
            LOG.warn(
                    "Original replicas not restored object={} target={}: {}",
                    ObjectKey.of(object),
                    target,
                    ApiFailure.sentence(e));
        }
    }

    private static ResourceKind kind(GroupVersionKindResource resource) {
        return new ResourceKind(
                Objects.requireNonNullElse(resource.getGroup(), ""),
                Objects.requireNonNullElse(resource.getVersion(), ""),
                Objects.requireNonNullElse(resource.getKind(), ""),
                Objects.requireNonNullElse(resource.getResource(), ""));
    }
}
