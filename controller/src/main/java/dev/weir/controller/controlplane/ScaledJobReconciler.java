package dev.weir.controller.controlplane;

import dev.weir.controller.api.Condition;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says of a ScaledJob that Weir does not run it yet, in its status and in one event, and lets a deleted one go. Nothing else
 * of it is touched: its Jobs end as they would.
 */
public final class ScaledJobReconciler implements Reconciler {

    private static final String REASON = "ScaledJobNotSupported";
    private static final String READY = "Ready";
    private static final String MESSAGE =
            "Weir does not run ScaledJobs yet: no Job is created for this object, and those that exist are left alone";
    private static final Condition NOT_READY = new Condition(READY, "False", REASON, MESSAGE);

    private final KubernetesClient client;
    private final Function<ObjectKey, Optional<ScaledJob>> jobs;
    private final EventRecorder events;

    public ScaledJobReconciler(
            KubernetesClient client, Function<ObjectKey, Optional<ScaledJob>> jobs, EventRecorder events) {
        this.client = client;
        this.jobs = jobs;
        this.events = events;
    }

    @Override
    public Result reconcile(ObjectKey key) {
        jobs.apply(key).ifPresent(job -> {
            if (Finalizers.waits(job)) {
                Finalizers.release(client, job);
            } else if (job.getMetadata().getDeletionTimestamp() == null) {
                tell(job);
            }
        });
        return Reconciler.done();
    }

    private void tell(ScaledJob job) {
        List<Condition> before = job.getStatus() == null || job.getStatus().getConditions() == null
                ? List.of()
                : job.getStatus().getConditions();
        if (before.contains(NOT_READY)) {
            return;
        }
        List<Condition> after = new ArrayList<>(before);
        after.removeIf(condition -> READY.equals(condition.getType()));
        after.add(0, NOT_READY);
        client.resource(job)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization().asJson(Map.of("status", Map.of("conditions", after))));
        events.record(job, EventRecorder.Kind.Warning, REASON, MESSAGE);
    }
}
