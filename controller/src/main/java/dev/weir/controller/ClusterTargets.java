package dev.weir.controller;

import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.ResourceKind;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.metricsplane.ObjectPlanner;
import dev.weir.controller.metricsplane.TargetReplicas;
import dev.weir.controller.metricsplane.Targets;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Targets in the cluster: Deployments and StatefulSets from memory, other kinds by asking for their scale. */
final class ClusterTargets implements Targets {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterTargets.class);

    private final Workloads workloads;

    ClusterTargets(Workloads workloads) {
        this.workloads = workloads;
    }

    @Override
    public boolean watched(ScaledObject object) {
        TargetReference target = target(object);
        return workloads.watches(target.apiVersion(), target.kind());
    }

    @Override
    public TargetReplicas replicas(ScaledObject object, boolean pods) {
        return watched(object) ? known(object) : asked(object, pods);
    }

    /** What is known without asking; of kinds that are not watched nothing is. */
    TargetReplicas known(ScaledObject object) {
        TargetReference target = target(object);
        return workloads
                .watchedCounts(target.apiVersion(), target.kind(), key(object, target))
                .map(ClusterTargets::replicas)
                .orElse(TargetReplicas.UNKNOWN);
    }

    private TargetReplicas asked(ScaledObject object, boolean pods) {
        TargetReference target = target(object);
        ObjectKey key = key(object, target);
        try {
            Optional<ResourceKind> kind = workloads.resolve(target.apiVersion(), target.kind());
            if (kind.isEmpty()) {
                return TargetReplicas.UNKNOWN;
            }
            return (pods ? workloads.countsWithPods(kind.get(), key) : workloads.counts(kind.get(), key))
                    .map(ClusterTargets::replicas)
                    .orElse(TargetReplicas.UNKNOWN);
        } catch (KubernetesClientException e) {
            LOG.warn("Scale of a target not read object={}: {}", ObjectKey.of(object), ApiFailure.sentence(e));
            return TargetReplicas.UNKNOWN;
        }
    }

    private static TargetReplicas replicas(Workloads.Counts counts) {
        return new TargetReplicas(OptionalInt.of(counts.wanted()), counts.ready());
    }

    private static TargetReference target(ScaledObject object) {
        return ObjectPlanner.target(
                Objects.requireNonNullElseGet(object.getSpec().getScaleTargetRef(), ScaleTarget::new));
    }

    private static ObjectKey key(ScaledObject object, TargetReference target) {
        return new ObjectKey(object.getMetadata().getNamespace(), target.name());
    }
}
