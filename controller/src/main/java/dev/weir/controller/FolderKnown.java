package dev.weir.controller;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.decision.JobDecision.Counts;
import dev.weir.controller.explain.Known;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.JobPlan;
import dev.weir.controller.metricsplane.ManifestPlans;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.Planned;
import dev.weir.controller.metricsplane.TargetReplicas;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects of a folder: nothing is scaled, so there are no HPAs, no replicas and no Jobs. */
record FolderKnown(ManifestPlans plans) implements Known {

    @Override
    public Stream<ScaledObject> objects() {
        return plans.found(ScaledObject.class);
    }

    @Override
    public Stream<ScaledJob> jobs() {
        return plans.found(ScaledJob.class);
    }

    @Override
    public Optional<ScaledObject> object(ObjectKey key) {
        return find(objects(), key);
    }

    @Override
    public Optional<ScaledJob> job(ObjectKey key) {
        return find(jobs(), key);
    }

    private static <T extends HasMetadata> Optional<T> find(Stream<T> all, ObjectKey key) {
        return all.filter(object -> ObjectKey.of(object).equals(key)).findFirst();
    }

    @Override
    public Optional<HorizontalPodAutoscaler> hpa(ScaledObject object) {
        return Optional.empty();
    }

    @Override
    public TargetReplicas replicas(ScaledObject object) {
        return TargetReplicas.UNKNOWN;
    }

    @Override
    public Optional<Planned<ObjectPlan>> plan(ObjectKey key) {
        return plans.plan(key);
    }

    @Override
    public Optional<Planned<JobPlan>> jobPlan(ObjectKey key) {
        return Optional.empty();
    }

    @Override
    public Counts counts(ObjectKey key, List<String> conditions) {
        return new Counts(0, 0);
    }

    @Override
    public boolean cluster() {
        return false;
    }

    @Override
    public boolean leading() {
        return false;
    }
}
