package dev.weir.controller.decision;

import dev.weir.controller.decision.JobPolicy.Strategy;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How many Jobs are to be created now.
 *
 * @param create the number
 * @param active the Active condition
 * @param ready the Ready condition
 * @param steps how the number came about, in plain sentences, in order
 */
public record JobDecision(int create, Verdict active, Verdict ready, List<String> steps) {

    public JobDecision {
        steps = List.copyOf(steps);
    }

    /**
     * Jobs as they are.
     *
     * @param running not finished, those that wait for a pod included
     * @param pending of them those that do not work yet
     */
    public record Counts(int running, int pending) {}

    /** Active and Ready. */
    public record Conditions(Verdict active, Verdict ready) {}

    /** What active triggers want together: work, and Jobs that it is enough for. */
    private record Work(double queue, double jobs) {}

    /** One evaluation, of readings that no earlier one has seen. */
    public static JobDecision decide(JobPolicy policy, List<JobTrigger> triggers, Counts counts) {
        Optional<Work> work = together(policy, triggers);
        boolean active = isActive(policy, work);
        Work wanted = work.orElse(new Work(0, 0));
        int create;
        String step;
        if (counts.running() < policy.floor()) {
            create = policy.floor() - counts.running();
            step = counts.running() + " run, " + policy.floor() + " are the least -> " + create;
        } else if (!active) {
            create = 0;
            step = "no trigger is active -> 0";
        } else {
            create = Math.max(0, byStrategy(policy, wanted, counts));
            step = "work " + wanted.queue() + ", enough for " + wanted.jobs() + " Jobs; " + counts.running() + " run, "
                    + counts.pending() + " of them wait -> " + create;
        }
        return new JobDecision(create, active(active), ready(active, triggers), List.of(step));
    }

    /** The conditions alone, which do not depend on how many Jobs there are. */
    public static Conditions conditions(JobPolicy policy, List<JobTrigger> triggers) {
        boolean active = isActive(policy, together(policy, triggers));
        return new Conditions(active(active), ready(active, triggers));
    }

    private static boolean isActive(JobPolicy policy, Optional<Work> work) {
        return work.isPresent() || policy.floor() > 0;
    }

    private static Optional<Work> together(JobPolicy policy, List<JobTrigger> triggers) {
        List<Work> active = triggers.stream()
                .filter(trigger -> trigger.error() == null && trigger.active())
                .map(trigger -> new Work(trigger.queue(), trigger.jobs(policy.room())))
                .toList();
        if (active.isEmpty()) {
            return Optional.empty();
        }
        return switch (policy.calculation()) {
            // An active trigger without work wakes nobody.
            case MAX -> active.stream().filter(work -> work.queue() > 0).max(Comparator.comparingDouble(Work::queue));
            // One without work gives way to whatever comes after it, as for KEDA.
            case MIN ->
                active.stream()
                        .reduce((least, next) -> least.queue() == 0 || next.queue() < least.queue() ? next : least);
            case SUM -> Optional.of(sum(active));
            case AVG -> {
                Work sum = sum(active);
                yield Optional.of(new Work(sum.queue() / active.size(), sum.jobs() / active.size()));
            }
        };
    }

    private static Work sum(List<Work> works) {
        return new Work(
                works.stream().mapToDouble(Work::queue).sum(),
                works.stream().mapToDouble(Work::jobs).sum());
    }

    private static int byStrategy(JobPolicy policy, Work work, Counts counts) {
        int room = policy.room();
        int above = counts.running() - policy.floor();
        int want = (int) Math.ceil(work.queue());
        int jobs = (int) Math.ceil(Math.min(work.jobs(), room));
        Strategy strategy = policy.strategy();
        if (strategy instanceof Strategy.Custom custom) {
            int counting = (int) (above * custom.runningShare());
            return Math.min(want, Math.min(jobs - custom.deduction() - counting, room));
        }
        if (strategy instanceof Strategy.Accurate) {
            int cap = jobs + above - counts.pending() > room ? room - above : jobs - counts.pending();
            return Math.min(want, cap);
        }
        if (strategy instanceof Strategy.Eager) {
            // What waits is among what runs, and is taken off twice, as for KEDA.
            return Math.min(room, Math.min(room - above - counts.pending(), jobs));
        }
        return Math.min(want, jobs - above);
    }

    private static Verdict active(boolean active) {
        return active
                ? Verdict.yes("ScalerActive", "at least one trigger is active")
                : Verdict.no("ScalerNotActive", "no trigger is active");
    }

    private static Verdict ready(boolean active, List<JobTrigger> triggers) {
        List<String> errors = triggers.stream()
                .map(JobTrigger::error)
                .filter(Objects::nonNull)
                .toList();
        if (errors.isEmpty()) {
            return Verdict.yes("ScaledJobReady", "ScaledJob is defined correctly and is ready for scaling");
        }
        String causes = String.join("; ", errors);
        return active
                ? Verdict.unknown("PartialTriggerError", "some triggers cannot be read: " + causes)
                : Verdict.no("TriggerError", "triggers cannot be read: " + causes);
    }
}
