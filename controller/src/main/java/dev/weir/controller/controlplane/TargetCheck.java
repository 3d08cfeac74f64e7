package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.ResourceKind;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.metricsplane.ObjectPlanner;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds what a ScaledObject scales. */
final class TargetCheck {

    private final Cluster cluster;

    TargetCheck(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * A target that exists and can be scaled.
     *
     * @param replicas its spec.replicas
     */
    record Target(ResourceKind kind, ObjectKey key, int replicas) {}

    /** @throws CheckFailedException if there is no such target, or an older object scales it already */
    Target check(ScaledObject object) {
        TargetReference reference =
                ObjectPlanner.target(Objects.requireNonNull(object.getSpec().getScaleTargetRef()));
        ObjectKey key = new ObjectKey(object.getMetadata().getNamespace(), reference.name());
        refuseSecond(object, reference.kind() + " " + key);
        ResourceKind kind = cluster.workloads()
                .resolve(reference.apiVersion(), reference.kind())
                .orElseThrow(() -> unknown(object, reference));
        Optional<Workloads.Counts> counts = counts(kind, key);
        if (counts.isEmpty()) {
            throw failed(
                    cluster.workloads().exists(kind, key)
                            ? "scaleTargetRef: " + kind.kind() + " " + key + " has no /scale subresource"
                            : "scaleTargetRef: " + kind.kind() + " " + key + " does not exist");
        }
        return new Target(kind, key, counts.get().wanted());
    }

    private Optional<Workloads.Counts> counts(ResourceKind kind, ObjectKey key) {
        try {
            return cluster.workloads().counts(kind, key);
        } catch (KubernetesClientException e) {
            throw new ReplicasUnreadableException(e);
        }
    }

    /** Two HPAs on one target would both be stopped by the HPA controller, so the first one is let alone. */
    private void refuseSecond(ScaledObject object, String target) {
        TargetIndex.elder(cluster.objects(), object).ifPresent(elder -> {
            throw failed("scaleTargetRef: " + target + " is scaled by the ScaledObject "
                    + elder.getMetadata().getName() + " already, which was there first");
        });
    }

    private CheckFailedException unknown(ScaledObject object, TargetReference reference) {
        String problem =
                "scaleTargetRef: the API server knows no kind " + reference.kind() + " in " + reference.apiVersion();
        cluster.events().record(object, EventRecorder.Kind.Warning, "ScaledObjectUpdateFailed", problem);
        return failed(problem);
    }

    private static CheckFailedException failed(String problem) {
        return new CheckFailedException(List.of(problem));
    }
}
