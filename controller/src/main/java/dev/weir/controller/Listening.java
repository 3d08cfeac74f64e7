package dev.weir.controller;

import dev.weir.controller.api.CloudEventSourceSpec;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.controlplane.AuthenticationIndex;
import dev.weir.controller.controlplane.HpaIndex;
import dev.weir.controller.controlplane.Jobs;
import dev.weir.controller.controlplane.TargetIndex;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.journal.Journal;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.WorkQueue;
import dev.weir.controller.metricsplane.HpaReadings;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.metricsplane.ObjectPlanner;
import dev.weir.controller.metricsplane.TargetReplicas;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From events of the watches to keys of objects that need a look. An event only names; looking is done elsewhere. */
final class Listening {

    private final Watches watches;
    private final ClusterTargets targets;
    private final WorkQueue planning;
    private final WorkQueue jobPlanning;
    private final LeaderWork leader;
    private final MetricsPlane plane;
    private final Journals journals;

    private Listening(
            Watches watches,
            ClusterTargets targets,
            WorkQueue planning,
            WorkQueue jobPlanning,
            LeaderWork leader,
            MetricsPlane plane,
            Journals journals) {
        this.watches = watches;
        this.targets = targets;
        this.planning = planning;
        this.jobPlanning = jobPlanning;
        this.leader = leader;
        this.plane = plane;
        this.journals = journals;
    }

    /** Before the watches start only. */
    static void begin(
            Watches watches,
            ClusterTargets targets,
            WorkQueue planning,
            WorkQueue jobPlanning,
            LeaderWork leader,
            MetricsPlane plane,
            Journals journals) {
        Listening listening = new Listening(watches, targets, planning, jobPlanning, leader, plane, journals);
        TargetIndex.keep(watches.objects());
        HpaIndex.keep(watches.hpas());
        AuthenticationIndex.keep(watches.objects());
        AuthenticationIndex.keepJobs(watches.jobs());
        Jobs.keep(watches.made(), watches.pods());
        watches.objects().onChange(listening::objectChanged);
        watches.jobs().onChange(listening::scaledJobChanged);
        watches.made().onChange(listening::jobChanged);
        watches.authentications().onChange((before, after) -> {
            leader.authentication(ObjectKey.of(any(before, after)));
            listening.authenticationChanged(any(before, after));
        });
        watches.clusterAuthentications().onChange((before, after) -> {
            leader.clusterAuthentication(ObjectKey.of(any(before, after)));
            listening.authenticationChanged(any(before, after));
        });
        watches.hpas().onChange((before, after) -> {
            if (after != null) {
                HpaEvents.owner(after).ifPresent(key -> measured(plane, key, after));
                listening.hpaScaled(before, after);
            }
            if (before == null || after == null || HpaEvents.matter(before, after)) {
                HpaEvents.owner(any(before, after)).ifPresent(leader::object);
            }
        });
        watches.workloads().onChange(listening::targetChanged);
        watches.workloads().onTemplate(listening::podsChanged);
        watches.eventSources().onChange(leader::eventSource);
    }

    /** A formula may name cpu and memory, which the HPA alone measures. */
    static void measured(MetricsPlane plane, ObjectKey key, HorizontalPodAutoscaler hpa) {
        plane.plan(key)
                .filter(plan -> plan.modifiers() != null && !plan.resources().isEmpty())
                .ifPresent(plan -> plane.resources(key, HpaReadings.of(hpa, plan.resources())));
    }

    private void objectChanged(@Nullable ScaledObject before, @Nullable ScaledObject after) {
        ObjectKey key = ObjectKey.of(any(before, after));
        if (before == null || after == null || !sameQuestion(before, after)) {
            planning.add(key);
            used(before, after, AuthenticationIndex::used);
        }
        if (before == null || after == null || matters(before, after)) {
            remember(key, before, after, journals.objects());
            leader.object(key);
        }
        if (before == null && after != null) {
            targets.known(after)
                    .wanted()
                    .ifPresent(replicas -> journals.objects().replicas(key, replicas, null));
        }
        if (before != null && (after == null || !sameQuestion(before, after))) {
            // Its target may be free now for whoever came second.
            TargetIndex.others(watches.objects(), before).map(ObjectKey::of).forEach(leader::object);
        }
    }

    private void targetChanged(String kind, ObjectKey target) {
        TargetIndex.on(watches.objects(), kind, target).forEach(object -> {
            ObjectKey key = ObjectKey.of(object);
            TargetReplicas replicas = targets.known(object);
            plane.target(key, replicas);
            replicas.wanted()
                    .ifPresent(wanted -> journals.objects()
                            .replicas(key, wanted, plane.state(key).orElse(null)));
            leader.object(key);
        });
    }

    /** Triggers may read the environment of the target's containers. */
    private void podsChanged(String kind, ObjectKey target) {
        TargetIndex.on(watches.objects(), kind, target)
                .filter(object -> ObjectPlanner.triggers(object).stream().anyMatch(TriggerSpecs::mayReadEnvironment))
                .map(ObjectKey::of)
                .forEach(planning::add);
    }

    private void authenticationChanged(HasMetadata authentication) {
        AuthenticationIndex.using(watches.objects(), ObjectKey.of(authentication))
                .map(ObjectKey::of)
                .forEach(planning::add);
        AuthenticationIndex.jobsUsing(watches.jobs(), ObjectKey.of(authentication))
                .map(ObjectKey::of)
                .forEach(jobPlanning::add);
        watches.eventSources()
                .all()
                .filter(source -> names(source.getSpec(), authentication))
                .map(ObjectKey::of)
                .forEach(leader::eventSource);
    }

    /** By name alone: one look too many does no harm. */
    private static boolean names(@Nullable CloudEventSourceSpec spec, HasMetadata authentication) {
        return spec != null
                && spec.getAuthenticationRef() != null
                && authentication
                        .getMetadata()
                        .getName()
                        .equals(spec.getAuthenticationRef().getName());
    }

    /** Authentications have other users now than before. */
    private <T> void used(@Nullable T before, @Nullable T after, Function<T, Stream<ObjectKey>> authentications) {
        Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                .flatMap(Optional::stream)
                .flatMap(authentications)
                .distinct()
                .forEach(leader::used);
    }

    private void scaledJobChanged(@Nullable ScaledJob before, @Nullable ScaledJob after) {
        ObjectKey key = ObjectKey.of(any(before, after));
        if (before == null || after == null || !sameQuestion(before, after) || pauses(before) != pauses(after)) {
            jobPlanning.add(key);
            used(before, after, AuthenticationIndex::used);
        }
        if (before == null || after == null || matters(before, after)) {
            remember(key, before, after, journals.jobs());
            leader.job(key);
        }
    }

    /** Pauses, and the end of an object, as far as {@code weir explain} is to know of them. */
    private static void remember(
            ObjectKey key, @Nullable HasMetadata before, @Nullable HasMetadata after, Journal journal) {
        if (after == null) {
            journal.forget(key);
        } else if (before != null) {
            List<String> pausing = new Annotations(after).pausing();
            if (!pausing.equals(new Annotations(before).pausing())) {
                journal.paused(key, pausing);
            }
        }
    }

    private void hpaScaled(@Nullable HorizontalPodAutoscaler before, HorizontalPodAutoscaler after) {
        if (before != null && HpaEvents.scaled(before, after)) {
            HpaEvents.owner(after)
                    .filter(key -> watches.objects().find(key).isPresent())
                    .ifPresent(key ->
                            journals.objects().hpaScaled(key, after.getStatus().getDesiredReplicas()));
        }
    }

    /** Of a ScaledJob nothing but this one annotation does. */
    private static boolean pauses(ScaledJob job) {
        return new Annotations(job).on(Annotations.PAUSED);
    }

    /** One that has ended or gone leaves room, or is more than is to be kept; what else happens to it is seen at the next round. */
    private void jobChanged(@Nullable Job before, @Nullable Job after) {
        if (after == null || before != null && Jobs.finished(before) != Jobs.finished(after)) {
            Jobs.owner(any(before, after)).ifPresent(leader::job);
        }
    }

    private static boolean sameQuestion(HasMetadata before, HasMetadata after) {
        return Objects.equals(
                        before.getMetadata().getGeneration(),
                        after.getMetadata().getGeneration())
                && Objects.equals(
                        before.getMetadata().getDeletionTimestamp(),
                        after.getMetadata().getDeletionTimestamp())
                && new Annotations(before).paused() == new Annotations(after).paused();
    }

    /** Our own status writes are no reason to look again; anything else that an owner may edit is. */
    private static boolean matters(HasMetadata before, HasMetadata after) {
        return !sameQuestion(before, after)
                || !Objects.equals(
                        before.getMetadata().getAnnotations(),
                        after.getMetadata().getAnnotations())
                || !Objects.equals(
                        before.getMetadata().getLabels(), after.getMetadata().getLabels())
                || !Objects.equals(
                        before.getMetadata().getFinalizers(),
                        after.getMetadata().getFinalizers());
    }

    static <T> T any(@Nullable T before, @Nullable T after) {
        return after == null ? Objects.requireNonNull(before) : after;
    }
}
