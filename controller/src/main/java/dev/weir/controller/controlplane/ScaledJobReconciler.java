package dev.weir.controller.controlplane;

import dev.weir.cache.trace.Span;
import dev.weir.controller.admission.ScaledJobRules;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledJobStatus;
import dev.weir.controller.decision.JobTrigger;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.desired.Policies;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.EventRecorder.Kind;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.OwnWrites;
import dev.weir.controller.kube.Reconciler;
import dev.weir.controller.metricsplane.JobPlan;
import dev.weir.controller.metricsplane.JobRound;
import dev.weir.controller.metricsplane.Planned;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One look at one ScaledJob: check it, let Jobs of an earlier manifest go, make Jobs of the latest round, tidy up, write its
 * status. What the sources say is read from the rounds that there are; nothing here asks or waits for one.
 */
public final class ScaledJobReconciler implements Reconciler {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final String PAUSED = "Paused";
    private static final Verdict READY =
            Verdict.yes("ScaledJobReady", "ScaledJob is defined correctly and is ready for scaling");

    private final JobCluster cluster;
    private final Rollout rollout;
    private final JobHistory history;
    private final JobStep step;
    private final Started started;
    private final OwnWrites<ScaledJob> written = new OwnWrites<>();

    public ScaledJobReconciler(JobCluster cluster) {
        this.cluster = cluster;
        this.rollout = new Rollout(cluster);
        this.history = new JobHistory(cluster);
        this.step = new JobStep(cluster);
        this.started = new Started(cluster.events());
    }

    @Override
    public Result reconcile(ObjectKey key) {
        Optional<ScaledJob> found = cluster.scaledJobs().find(key);
        if (found.isEmpty()) {
            written.forget(key);
            started.forget(key);
            step.forget(key);
            cluster.jobs().forget(key);
            return Reconciler.done();
        }
        ScaledJob job = written.latest(found.get());
        if (job.getMetadata().getDeletionTimestamp() != null) {
            leave(job);
            return Reconciler.done();
        }
        return look(Finalizers.has(job) ? job : arrive(job));
    }

    /** Its Jobs go by their owner reference. */
    private void leave(ScaledJob job) {
        if (Finalizers.waits(job)) {
            ScaledJob released = Finalizers.release(cluster.client(), job);
            cluster.events().record(job, Kind.Normal, "KEDAScalersStopped", "Stopped scalers watch");
            cluster.events().record(job, Kind.Warning, "ScaledJobDeleted", "ScaledJob was deleted");
            written.wrote(job, released);
        }
    }

    private ScaledJob arrive(ScaledJob job) {
        ScaledJob marked = Finalizers.add(cluster.client(), job);
        written.wrote(job, marked);
        return marked;
    }

    private Result look(ScaledJob job) {
        Draft<ScaledJobStatus> draft = new Draft<>(
                ScaledJobStatus.class, job.getStatus(), cluster.client().getKubernetesSerialization());
        try {
            return bring(job, draft);
        } catch (CheckFailedException e) {
            fail(job, draft, String.join("; ", e.problems()));
            return Reconciler.again(LOOK_AGAIN);
        } catch (ScalingFailedException e) {
            write(job, draft);
            throw e;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                fail(job, draft, ApiFailure.sentence(e));
            }
            throw e;
        }
    }

    private Result bring(ScaledJob job, Draft<ScaledJobStatus> draft) {
        if (job.getSpec() == null || job.getSpec().getJobTargetRef() == null) {
            throw new CheckFailedException(List.of("spec.jobTargetRef is missing: it says what Jobs are made"));
        }
        if (new Annotations(job).on(Annotations.PAUSED)) {
            rest(job, draft);
            return Reconciler.done();
        }
        Optional<Planned<JobPlan>> planned =
                cluster.plans().find(ObjectKey.of(job)).filter(latest -> latest.generation() == Generations.of(job));
        goOn(job, draft);
        StatusFields.describe(draft.status(), job.getSpec().getTriggers());
        List<String> rules =
                ScaledJobRules.problems(job).stream().map(Object::toString).toList();
        if (rules.isEmpty()) {
            rollout.clean(job);
        }
        if (planned.isEmpty() && rules.isEmpty()) {
            // Looked at again once it is planned.
            write(job, draft);
            return Reconciler.done();
        }
        List<String> problems = new ArrayList<>(rules);
        planned.ifPresent(latest -> problems.addAll(latest.problems()));
        return problems.isEmpty() ? scale(job, planned.orElseThrow(), draft) : keepUp(job, problems, draft);
    }

    private void rest(ScaledJob job, Draft<ScaledJobStatus> draft) {
        step.forget(ObjectKey.of(job));
        if (started.forget(ObjectKey.of(job))) {
            cluster.events().record(job, Kind.Normal, "KEDAScalersStopped", "Stopped scalers watch");
        }
        boolean began = !draft.is(PAUSED, Verdict.Status.True);
        String message = "ScaledJob is paused by " + Annotations.PAUSED + ": no Job is created, those that run go on";
        draft.condition(PAUSED, Verdict.yes("ScaledJobPaused", message));
        if (began) {
            cluster.events().record(job, Kind.Normal, "ScaledJobPaused", message);
        }
        write(job, draft);
    }

    private void goOn(ScaledJob job, Draft<ScaledJobStatus> draft) {
        if (draft.is(PAUSED, Verdict.Status.True)) {
            String message = "ScaledJob is no longer paused";
            draft.condition(PAUSED, Verdict.no("ScaledJobUnpaused", message));
            cluster.events().record(job, Kind.Normal, "ScaledJobUnpaused", message);
            started.resumed(ObjectKey.of(job));
        }
    }

    private Result scale(ScaledJob job, Planned<JobPlan> planned, Draft<ScaledJobStatus> draft) {
        boolean wasReady = draft.is("Ready", Verdict.Status.True);
        Readiness.say(job, READY, planned.warnings(), draft, cluster.events());
        started.tell(job, wasReady);
        history.tidy(job);
        Optional<JobRound> round =
                cluster.rounds().round(ObjectKey.of(job)).filter(latest -> latest.generation() == Generations.of(job));
        boolean more = round.isPresent() && step.step(job, round.get(), draft);
        if (!wasReady && draft.is("Ready", Verdict.Status.True)) {
            cluster.events().record(job, Kind.Normal, READY.reason(), READY.message());
        }
        write(job, draft);
        return more ? Reconciler.again(Duration.ZERO) : Reconciler.done();
    }

    /** Triggers that cannot be made say nothing of work; the Jobs that always run are kept up all the same. */
    private Result keepUp(ScaledJob job, List<String> problems, Draft<ScaledJobStatus> draft) {
        history.tidy(job);
        String said = String.join("; ", problems);
        boolean more = false;
        if (Policies.of(job).floor() > 0) {
            JobRound none = new JobRound(
                    Generations.of(job),
                    cluster.rounds().nextNumber(),
                    cluster.clock().instant(),
                    List.of(),
                    List.of(JobTrigger.failed(said)),
                    Span.NONE);
            more = step.step(job, none, draft);
        }
        fail(job, draft, said);
        return Reconciler.again(more ? Duration.ZERO : Policies.pollingInterval(job));
    }

    private void fail(ScaledJob job, Draft<ScaledJobStatus> draft, String message) {
        draft.condition("Ready", Verdict.no("ScaledJobCheckFailed", message));
        draft.condition("Active", Verdict.unknown("UnknownState", "ScaledJob check failed"));
        write(job, draft);
        cluster.events().record(job, Kind.Warning, "ScaledJobCheckFailed", message);
    }

    private void write(ScaledJob job, Draft<ScaledJobStatus> draft) {
        draft.patch().ifPresent(patch -> written.wrote(job, cluster.patchStatus(job, patch)));
    }
}
