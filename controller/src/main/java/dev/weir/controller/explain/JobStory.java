package dev.weir.controller.explain;

import dev.weir.controller.admission.Problem;
import dev.weir.controller.admission.ScaledJobRules;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.decision.JobDecision;
import dev.weir.controller.decision.JobDecision.Counts;
import dev.weir.controller.decision.JobPolicy;
import dev.weir.controller.decision.JobTrigger;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.desired.Policies;
import dev.weir.controller.explain.Explanation.JobsPart;
import dev.weir.controller.explain.Explanation.MetricPart;
import dev.weir.controller.explain.Explanation.TriggerPart;
import dev.weir.controller.explain.Explanation.View;
import dev.weir.controller.explain.Explanation.Without;
import dev.weir.controller.explain.Explanation.WorkPart;
import dev.weir.controller.journal.Change;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.JobPlan;
import dev.weir.controller.metricsplane.JobPlane;
import dev.weir.controller.metricsplane.JobPlanner;
import dev.weir.controller.metricsplane.JobRound;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.controller.metricsplane.Planned;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.TriggerSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The story of one ScaledJob. Used once. */
final class JobStory {

    private final ScaledJob job;
    private final ObjectKey key;
    private final Known known;
    private final Parts parts;
    private final View view;
    private final List<Change> changes;
    private final @Nullable JobPlan plan;
    private final @Nullable JobRound round;

    JobStory(ScaledJob job, Known known, JobPlane rounds, Parts parts, View view, List<Change> changes) {
        this.job = job;
        this.key = ObjectKey.of(job);
        this.known = known;
        this.parts = parts;
        this.view = view;
        this.changes = changes;
        this.plan = rounds.plan(key).orElse(null);
        this.round = rounds.round(key).orElse(null);
    }

    Explanation tell() {
        Optional<Planned<JobPlan>> planned = known.jobPlan(key);
        boolean decides = view.cluster() && round != null && job.getSpec() != null;
        return Advice.with(new Explanation(
                "ScaledJob",
                key.namespace(),
                key.name(),
                Generations.of(job),
                view,
                null,
                triggers(),
                null,
                null,
                view.cluster() ? "" : "the objects are files: of a folder only ScaledObjects are measured",
                null,
                decides ? jobs() : null,
                new Annotations(job).on(Annotations.PAUSED) ? List.of(Annotations.PAUSED) : List.of(),
                decides ? without() : List.of(),
                Parts.changes(changes),
                Parts.conditions(job.getStatus()),
                problems(planned),
                planned.map(Planned::warnings).orElse(List.of()),
                List.of()));
    }

    private List<TriggerPart> triggers() {
        return plan == null
                ? Parts.written(JobPlanner.triggers(job))
                : parts.triggers(
                        "ScaledJob " + key,
                        plan.triggers(),
                        round == null ? List.of() : round.triggers(),
                        this::metrics);
    }

    private List<MetricPart> metrics(PlannedTrigger planned, @Nullable TriggerState state) {
        List<MetricPart> all = new ArrayList<>();
        // Of a trigger whose upstream names its metrics only the state knows them.
        List<MetricSpec> specs = state == null
                ? planned.trigger().metrics()
                : state.metrics().stream().map(MetricState::spec).toList();
        for (MetricSpec spec : specs) {
            MetricState known = state == null ? null : state.of(spec);
            Instant takenAt = known == null ? null : known.takenAt();
            all.add(new MetricPart(
                    spec.name(),
                    spec.type().name(),
                    spec.target().value(),
                    known == null || takenAt == null ? null : ObjectMetrics.finite(known.read()),
                    known == null || takenAt == null ? null : ObjectMetrics.finite(known.value()),
                    takenAt == null ? null : parts.age(takenAt),
                    false,
                    "",
                    takenAt != null ? "" : "its source has not answered yet"));
        }
        return all;
    }

    private JobsPart jobs() {
        JobRound latest = Objects.requireNonNull(round);
        JobPolicy policy = Policies.of(job);
        Counts counts = counts();
        JobDecision decision = JobDecision.decide(policy, latest.said(), counts);
        List<WorkPart> work = new ArrayList<>();
        for (int i = 0; i < latest.said().size(); i++) {
            JobTrigger said = latest.said().get(i);
            int index = i < latest.triggers().size() ? latest.triggers().get(i).index() : i;
            if (said.error() == null) {
                work.add(new WorkPart(index, said.active(), said.queue(), said.target(), said.jobs(policy.room())));
            }
        }
        return new JobsPart(
                latest.number(),
                parts.age(latest.takenAt()),
                policy.strategy().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                policy.calculation().name().toLowerCase(Locale.ROOT),
                policy.floor(),
                policy.room(),
                counts.running(),
                counts.pending(),
                work,
                decision.create(),
                decision.steps());
    }

    private Counts counts() {
        List<String> conditions = job.getSpec().getScalingStrategy() == null
                ? null
                : job.getSpec().getScalingStrategy().getPendingPodConditions();
        return known.counts(key, conditions == null ? List.of() : conditions);
    }

    /** The same decision over the others; nothing where there is only one. */
    private List<Without> without() {
        JobRound latest = Objects.requireNonNull(round);
        if (plan == null
                || plan.triggers().size() < 2
                || latest.said().size() != plan.triggers().size()) {
            return List.of();
        }
        List<Without> all = new ArrayList<>();
        for (int i = 0; i < plan.triggers().size(); i++) {
            List<JobTrigger> others = new ArrayList<>(latest.said());
            others.remove(i);
            TriggerSpec spec = plan.triggers().get(i).spec();
            int create = JobDecision.decide(Policies.of(job), others, counts()).create();
            all.add(new Without(spec.index(), spec.type(), Parts.orEmpty(spec.name()), create, ""));
        }
        return all;
    }

    private List<String> problems(Optional<Planned<JobPlan>> planned) {
        List<String> all = new ArrayList<>();
        ScaledJobRules.problems(job).stream().map(Problem::toString).forEach(all::add);
        planned.ifPresent(found -> all.addAll(found.problems()));
        all.addAll(Parts.faults(Parts.conditions(job.getStatus()), "ScaledJobCheckFailed", all)
                .toList());
        return all;
    }
}
