package dev.weir.controller.controlplane;

import dev.weir.controller.decision.JobDecision.Counts;
import dev.weir.controller.desired.DesiredJob;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The Jobs of ScaledJobs: what the watch has told, and what this process did that the watch has not told of yet, since who
 * counts by a watch that lags makes Jobs twice. Found by their label, as by KEDA, whoever made them. Calls for one ScaledJob
 * come from one thread at a time.
 */
public final class Jobs {

    private static final String OWNER = "owner";
    private static final String JOB = "job";
    private static final String JOB_LABEL = "job-name";

    /** No watch lags as much; what it has not told of until then came and went unseen. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final Watch<Job> watched;
    private final Watch<Pod> pods;
    private final InstantSource clock;
    private final Map<ObjectKey, Map<String, Own>> own = new ConcurrentHashMap<>();

    /** What this process did to one Job. */
    private record Own(Job job, boolean deleted, Instant when) {}

    public Jobs(KubernetesClient client, Watch<Job> watched, Watch<Pod> pods, InstantSource clock) {
        this.client = client;
        this.watched = watched;
        this.pods = pods;
        this.clock = clock;
    }

    /** Has the watches keep their indexes; before their start only. */
    public static void keep(Watch<Job> jobs, Watch<Pod> pods) {
        jobs.index(OWNER, job -> label(job, DesiredJob.OWNER_LABEL));
        pods.index(JOB, pod -> label(pod, JOB_LABEL));
    }

    private static List<String> label(HasMetadata object, String key) {
        Map<String, String> labels = object.getMetadata().getLabels();
        String value = labels == null ? null : labels.get(key);
        return value == null ? List.of() : List.of(object.getMetadata().getNamespace() + "/" + value);
    }

    /** The ScaledJob that a Job is of; empty if it is of none. */
    public static Optional<ObjectKey> owner(Job job) {
        Map<String, String> labels = job.getMetadata().getLabels();
        return Optional.ofNullable(labels == null ? null : labels.get(DesiredJob.OWNER_LABEL))
                .map(name -> new ObjectKey(job.getMetadata().getNamespace(), name));
    }

    /** Whether a Job has ended, well or badly. */
    public static boolean finished(Job job) {
        return ended(job, "Complete") || ended(job, "Failed");
    }

    static boolean ended(Job job, String how) {
        return condition(job, how).isPresent();
    }

    static Optional<JobCondition> condition(Job job, String how) {
        return job.getStatus() == null || job.getStatus().getConditions() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(condition -> how.equals(condition.getType()) && "True".equals(condition.getStatus()))
                        .findFirst();
    }

    /** All Jobs of a ScaledJob as far as is known. */
    List<Job> of(ObjectKey owner) {
        Map<String, Own> mine = own.getOrDefault(owner, Map.of());
        mine.values().removeIf(this::isKnown);
        return of(owner, mine);
    }

    private List<Job> of(ObjectKey owner, Map<String, Own> mine) {
        List<Job> all = new ArrayList<>();
        watched.by(OWNER, owner.namespace() + "/" + owner.name())
                .filter(job -> !mine.containsKey(job.getMetadata().getName()))
                .forEach(all::add);
        mine.values().stream().filter(done -> !done.deleted()).map(Own::job).forEach(all::add);
        return all;
    }

    /** Whether the watch has told of it, or never will. */
    private boolean isKnown(Own done) {
        Optional<Job> seen = watched.find(ObjectKey.of(done.job()));
        boolean told = done.deleted()
                ? seen.filter(job -> uid(job).equals(uid(done.job()))).isEmpty()
                : seen.isPresent();
        return told || clock.instant().isAfter(done.when().plus(REMEMBERED));
    }

    private static String uid(Job job) {
        String uid = job.getMetadata().getUid();
        return uid == null ? "" : uid;
    }

    /**
     * How many there are.
     *
     * @param conditions of a pod that make its Job one that works; without any, a pod that runs or has ended well does
     */
    Counts counts(ObjectKey owner, List<String> conditions) {
        return counts(of(owner), conditions);
    }

    /** The same for whoever only looks: nothing is forgotten behind the back of who counts for a decision. */
    public Counts look(ObjectKey owner, List<String> conditions) {
        Map<String, Own> mine = new HashMap<>(own.getOrDefault(owner, Map.of()));
        mine.values().removeIf(this::isKnown);
        return counts(of(owner, mine), conditions);
    }

    private Counts counts(List<Job> all, List<String> conditions) {
        List<Job> running = all.stream().filter(job -> !finished(job)).toList();
        long working = running.stream().filter(job -> works(job, conditions)).count();
        return new Counts(running.size(), running.size() - (int) working);
    }

    private boolean works(Job job, List<String> conditions) {
        Stream<Pod> ofJob = pods.by(
                JOB, job.getMetadata().getNamespace() + "/" + job.getMetadata().getName());
        return conditions.isEmpty()
                ? ofJob.anyMatch(Jobs::isUnderWay)
                : ofJob.anyMatch(pod -> conditions.stream().allMatch(type -> holds(pod, type)));
    }

    private static boolean isUnderWay(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Running".equals(phase) || "Succeeded".equals(phase);
    }

    private static boolean holds(Pod pod, String type) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(
                                condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    /** Makes a Job; fails as the API server does. */
    void create(ObjectKey owner, Job job) {
        Job created = client.resource(job).create();
        learn(owner, created == null ? job : created);
    }

    /** Asks whether there is such a Job, and counts it if so. */
    boolean ask(ObjectKey owner, String name) {
        Job found = client.batch()
                .v1()
                .jobs()
                .inNamespace(owner.namespace())
                .withName(name)
                .get();
        if (found != null) {
            learn(owner, found);
        }
        return found != null;
    }

    /** A Job is there, whatever the watch says. */
    void learn(ObjectKey owner, Job job) {
        remember(owner, job, false);
    }

    /** Deletes a Job; one that is gone already is no failure. */
    void delete(ObjectKey owner, Job job, DeletionPropagation propagation) {
        client.resource(job).withPropagationPolicy(propagation).delete();
        if (propagation == DeletionPropagation.BACKGROUND) {
            remember(owner, job, true);
        }
    }

    private void remember(ObjectKey owner, Job job, boolean deleted) {
        own.computeIfAbsent(owner, first -> new ConcurrentHashMap<>())
                .put(job.getMetadata().getName(), new Own(job, deleted, clock.instant()));
    }

    void forget(ObjectKey owner) {
        own.remove(owner);
    }
}
