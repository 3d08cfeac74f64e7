package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledJobStatus;
import dev.weir.controller.decision.JobDecision;
import dev.weir.controller.decision.JobDecision.Counts;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.desired.DesiredJob;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.desired.JobNames;
import dev.weir.controller.desired.Policies;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.EventRecorder.Kind;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.JobRound;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a round to Jobs. What a round asks for is decided once, and each Job has its name before it is created: a creation
 * whose answer was lost is tried again under the same name, and meets itself. A process that ends on the way leaves nothing
 * behind but the Jobs that are there; the next one counts them, asks the sources anew and makes what is missing.
 */
final class JobStep {

    private static final Logger LOG = LoggerFactory.getLogger(JobStep.class);

    /** Others have their turn, and a lost leadership shows, after as many. */
    private static final int AT_ONCE = 50;

    private static final int TOO_MANY_REQUESTS = 429;

    /** What the API server will not think otherwise about in a moment. */
    private static final Set<Integer> PASSING = Set.of(HttpURLConnection.HTTP_CLIENT_TIMEOUT, TOO_MANY_REQUESTS);

    private final JobCluster cluster;
    private final Map<ObjectKey, Intent> intents = new ConcurrentHashMap<>();

    /** When the latest Job was made. */
    private final Map<ObjectKey, Instant> made = new ConcurrentHashMap<>();

    JobStep(JobCluster cluster) {
        this.cluster = cluster;
    }

    /** What is to be made of a round, and how far that is. */
    private static final class Intent {
        private final long round;
        private final long generation;
        private final Deque<String> open;
        private final String why;
        private int made;

        /** Whether somebody has asked for the first of those that are open, and had no answer. */
        private boolean asked;

        Intent(long round, long generation, List<String> names, String why) {
            this.round = round;
            this.generation = generation;
            this.open = new ArrayDeque<>(names);
            this.why = why;
        }

        /** Whether it is to be gone on with, now that this is the latest round. */
        boolean goesOn(JobRound latest) {
            return generation == latest.generation() && (round == latest.number() || !open.isEmpty() && !asked);
        }
    }

    void forget(ObjectKey key) {
        intents.remove(key);
        made.remove(key);
    }

    /**
     * Decides and creates.
     *
     * @return whether more is to be created at once
     * @throws ScalingFailedException if a creation has no answer, so that the same is to be tried again; what is said of the
     *     round is in the draft by then
     */
    boolean step(ScaledJob job, JobRound round, Draft<ScaledJobStatus> draft) {
        ObjectKey key = ObjectKey.of(job);
        tell(job, round, draft);
        try {
            Intent intent = intents.get(key);
            if (intent == null || !intent.goesOn(round)) {
                settle(job, key, intent);
                if (!isNews(key, round)) {
                    return false;
                }
                intent = decide(job, round);
                intents.put(key, intent);
            }
            return create(job, key, intent);
        } catch (KubernetesClientException e) {
            throw new ScalingFailedException(e);
        }
    }

    /** Whether the Job that an earlier round last asked for is there decides how many there are; it asked for one at a time. */
    private void settle(ScaledJob job, ObjectKey key, @Nullable Intent intent) {
        if (intent == null) {
            return;
        }
        if (intent.asked && cluster.jobs().ask(key, intent.open.element())) {
            intent.made++;
        }
        intent.asked = false;
        intents.remove(key);
        end(job, key, intent);
    }

    /** What was read before the latest Job was made does not tell of what that one takes. */
    private boolean isNews(ObjectKey key, JobRound round) {
        Instant last = made.get(key);
        return last == null || round.takenAt().isAfter(last);
    }

    private void end(ScaledJob job, ObjectKey key, Intent intent) {
        if (intent.made > 0) {
            made.put(key, cluster.clock().instant());
            cluster.rounds().used(key);
            cluster.journal().jobs(key, intent.made, intent.why);
            cluster.scaling().record(job, Kind.Normal, "KEDAJobsCreated", "Created " + intent.made + " jobs");
            intent.made = 0;
        }
    }

    private Intent decide(ScaledJob job, JobRound round) {
        ObjectKey key = ObjectKey.of(job);
        List<String> conditions = job.getSpec().getScalingStrategy() == null
                ? null
                : job.getSpec().getScalingStrategy().getPendingPodConditions();
        Counts counts = cluster.jobs().counts(key, conditions == null ? List.of() : conditions);
        JobDecision decision = JobDecision.decide(Policies.of(job), round.said(), counts);
        if (decision.create() > 0) {
            LOG.info("Jobs wanted object={} count={} why={}", key, decision.create(), decision.steps());
        }
        String uid = job.getMetadata().getUid();
        return new Intent(
                round.number(),
                round.generation(),
                JobNames.of(key.name(), uid == null ? "" : uid, round.number(), round.takenAt(), decision.create()),
                String.join("; ", decision.steps()));
    }

    private boolean create(ScaledJob job, ObjectKey key, Intent intent) {
        for (int i = 0; i < AT_ONCE && !intent.open.isEmpty(); i++) {
            intent.asked = true;
            boolean created = create(job, key, intent.open.element());
            intent.asked = false;
            if (!created) {
                intent.open.clear();
                break;
            }
            intent.open.remove();
            intent.made++;
        }
        if (!intent.open.isEmpty()) {
            return true;
        }
        end(job, key, intent);
        return false;
    }

    /** @return false if the API server will not have it; the others of the round would fare no better */
    private boolean create(ScaledJob job, ObjectKey key, String name) {
        var wanted = DesiredJob.of(job, name, cluster.version());
        try {
            cluster.writes().told("create job", key, () -> {
                cluster.jobs().create(key, wanted);
                return null;
            });
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                cluster.jobs().learn(key, wanted);
                return true;
            }
            boolean refused = e.getCode() >= HttpURLConnection.HTTP_BAD_REQUEST
                    && e.getCode() < HttpURLConnection.HTTP_INTERNAL_ERROR
                    && !PASSING.contains(e.getCode());
            cluster.scaling()
                    .record(
                            job,
                            Kind.Warning,
                            "KEDAJobCreateFailed",
                            "Job " + name + " could not be created: " + ApiFailure.sentence(e));
            if (!refused) {
                throw e;
            }
            return false;
        }
    }

    private void tell(ScaledJob job, JobRound round, Draft<ScaledJobStatus> draft) {
        JobDecision.Conditions said = JobDecision.conditions(Policies.of(job), round.said());
        boolean was = draft.is("Active", Verdict.Status.True);
        boolean is = said.active().status() == Verdict.Status.True;
        if (said.ready().status() != Verdict.Status.True) {
            draft.condition("Ready", said.ready());
            cluster.scaling()
                    .record(job, Kind.Warning, "KEDAScalerFailed", said.ready().message());
        }
        draft.condition("Active", said.active());
        StatusFields.activity(draft.status(), round.triggers());
        if (is && round.generation() == Generations.of(job)) {
            draft.lastActive(round.takenAt());
        }
        if (was != is) {
            String reason = is ? "ScaledJobActive" : "ScaledJobInactive";
            cluster.scaling().record(job, Kind.Normal, reason, said.active().message());
        }
    }
}
