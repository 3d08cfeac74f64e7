package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.ResourceKind;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.metricsplane.ObjectPlanner;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds what a ScaledObject scales. */
final class TargetCheck {

    private final Workloads workloads;

    TargetCheck(Workloads workloads) {
        this.workloads = workloads;
    }

    /**
     * A target that exists and can be scaled.
     *
     * @param replicas its spec.replicas
     */
    record Target(ResourceKind kind, ObjectKey key, int replicas) {}

    Target check(ScaledObject object) {
        TargetReference reference =
                ObjectPlanner.target(Objects.requireNonNull(object.getSpec().getScaleTargetRef()));
        ObjectKey key = new ObjectKey(object.getMetadata().getNamespace(), reference.name());
        ResourceKind kind = workloads
                .resolve(reference.apiVersion(), reference.kind())
                .orElseThrow(() -> failed("scaleTargetRef: the API server knows no kind " + reference.kind() + " in "
                        + reference.apiVersion()));
        Optional<Workloads.Counts> counts = workloads.counts(kind, key);
        if (counts.isEmpty()) {
            throw failed(
                    workloads.exists(kind, key)
                            ? "scaleTargetRef: " + kind.kind() + " " + key + " has no /scale subresource"
                            : "scaleTargetRef: " + kind.kind() + " " + key + " does not exist");
        }
        return new Target(kind, key, counts.get().wanted());
    }

    private static CheckFailedException failed(String problem) {
        return new CheckFailedException(List.of(problem));
    }
}
