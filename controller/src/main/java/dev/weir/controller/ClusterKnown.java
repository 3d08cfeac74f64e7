package dev.weir.controller;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.controlplane.HpaIndex;
import dev.weir.controller.controlplane.Jobs;
import dev.weir.controller.decision.JobDecision.Counts;
import dev.weir.controller.explain.Known;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.JobPlan;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.PlanBook;
import dev.weir.controller.metricsplane.Planned;
import dev.weir.controller.metricsplane.TargetReplicas;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The objects of a cluster, as one replica sees them. */
record ClusterKnown(
        Watches watches,
        ClusterTargets targets,
        PlanBook<ObjectPlan> plans,
        PlanBook<JobPlan> jobPlans,
        Jobs made,
        BooleanSupplier leads)
        implements Known {

    @Override
    public Stream<ScaledObject> objects() {
        return watches.objects().all();
    }

    @Override
    public Stream<ScaledJob> jobs() {
        return watches.jobs().all();
    }

    @Override
    public Optional<ScaledObject> object(ObjectKey key) {
        return watches.objects().find(key);
    }

    @Override
    public Optional<ScaledJob> job(ObjectKey key) {
        return watches.jobs().find(key);
    }

    @Override
    public Optional<HorizontalPodAutoscaler> hpa(ScaledObject object) {
        return HpaIndex.of(watches.hpas(), object).findFirst();
    }

    @Override
    public TargetReplicas replicas(ScaledObject object) {
        return targets.replicas(object, false);
    }

    @Override
    public Optional<Planned<ObjectPlan>> plan(ObjectKey key) {
        return plans.find(key);
    }

    @Override
    public Optional<Planned<JobPlan>> jobPlan(ObjectKey key) {
        return jobPlans.find(key);
    }

    @Override
    public Counts counts(ObjectKey key, List<String> conditions) {
        return made.look(key, conditions);
    }

    @Override
    public boolean cluster() {
        return true;
    }

    @Override
    public boolean leading() {
        return leads.getAsBoolean();
    }
}
