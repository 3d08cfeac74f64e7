package dev.weir.controller.metricsplane;

import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledJobSpec;
import dev.weir.controller.credentials.AwaitedException;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.desired.Policies;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.spi.TriggerSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From a ScaledJob to what is to be asked. Reads what triggers refer to, which blocks; reaches no source. */
public final class JobPlanner {

    private static final String KIND = "ScaledJob";

    private final TriggerPlanner planner;

    public JobPlanner(TriggerPlanner planner) {
        this.planner = planner;
    }

    /** Its triggers fail: credentials are asked for again where nobody tells of changes. */
    void doubt(ObjectKey key) {
        planner.doubt(KIND, key);
    }

    /** It is not asked about any more. */
    void forget(ObjectKey key) {
        planner.forget(KIND, key);
    }

    /**
     * Plans anew. If nothing that matters differs from {@code current}, the plan is {@code current} itself.
     *
     * @throws AwaitedException if a store of credentials has not answered yet
     */
    public Planned<JobPlan> plan(ScaledJob job, Optional<JobPlan> current) {
        long generation = Generations.of(job);
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<TriggerSpec> resolved = planner.resolve(owner(job), triggers(job), problems, warnings);
        resolved.stream().flatMap(JobPlanner::compared).forEach(problems::add);
        Optional<JobPlan> same = current.filter(
                plan -> plan.generation() == generation && plan.specs().equals(resolved));
        if (problems.isEmpty() && same.isPresent()) {
            warnings.addAll(same.get().all().warnings());
            return new Planned<>(generation, same.get(), List.of(), warnings);
        }
        PlannedTriggers made = planner.create(resolved, triggers(job), problems);
        warnings.addAll(made.warnings());
        if (!problems.isEmpty()) {
            made.discard();
            problems.addAll(warnings);
            return new Planned<>(generation, null, problems, List.of());
        }
        JobPlan plan = new JobPlan(ObjectKey.of(job), generation, Policies.pollingInterval(job), made);
        return new Planned<>(generation, plan, List.of(), warnings);
    }

    /** There is no HPA that could compare in one way or another. */
    public static Stream<String> compared(TriggerSpec spec) {
        String given = spec.metricType();
        return given == null || given.isEmpty()
                ? Stream.empty()
                : Stream.of("trigger " + spec.index() + " (" + spec.type() + "): metricType is \"" + given
                        + "\", but a ScaledJob accepts none, leave it out");
    }

    /** Whose triggers they are. */
    public static TriggerSpecs.Owner owner(ScaledJob job) {
        ScaledJobSpec spec = job.getSpec();
        String name = job.getMetadata().getName();
        return new TriggerSpecs.Owner(
                job.getKind(),
                job.getMetadata().getNamespace(),
                name,
                new TargetReference(job.getApiVersion(), job.getKind(), name),
                spec == null ? null : spec.getEnvSourceContainerName(),
                false,
                Optional.ofNullable(spec)
                        .map(ScaledJobSpec::getJobTargetRef)
                        .map(JobSpec::getTemplate)
                        .map(PodTemplateSpec::getSpec)
                        .orElseGet(PodSpec::new));
    }

    /** Its triggers, none if there is no list. */
    public static List<ScaleTrigger> triggers(ScaledJob job) {
        return job.getSpec() == null || job.getSpec().getTriggers() == null
                ? List.of()
                : job.getSpec().getTriggers();
    }
}
