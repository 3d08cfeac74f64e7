package dev.weir.controller.explain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object at one moment. Fields named {@code reconstructed} tell whether something was computed here in place of somebody
 * else who decides it and does not tell how.
 *
 * @param kind {@code ScaledObject} or {@code ScaledJob}
 * @param target null of a ScaledJob
 * @param formula null where there is none
 * @param hpa null where there is none; {@code hpaAbsent} then says why
 * @param activation between zero and the first replica; null of a ScaledJob, and while nothing is decided
 * @param jobs null of a ScaledObject, and while no round has been made
 * @param paused annotations that pause something
 * @param without what would be if one trigger were not there
 * @param changes the last ones, oldest first
 * @param problems why something is left as it is
 * @param notes what is wrong and stops nothing
 * @param advice what to do about it
 */
public record Explanation(
        String kind,
        String namespace,
        String name,
        long generation,
        View view,
        @Nullable Target target,
        List<TriggerPart> triggers,
        @Nullable FormulaPart formula,
        @Nullable HpaPart hpa,
        String hpaAbsent,
        @Nullable ActivationPart activation,
        @Nullable JobsPart jobs,
        List<String> paused,
        List<Without> without,
        List<ChangePart> changes,
        List<ConditionPart> conditions,
        List<String> problems,
        List<String> notes,
        List<String> advice) {

    public Explanation {
        triggers = List.copyOf(triggers);
        paused = List.copyOf(paused);
        without = List.copyOf(without);
        changes = List.copyOf(changes);
        conditions = List.copyOf(conditions);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        advice = List.copyOf(advice);
    }

    /**
     * Who looked.
     *
     * @param since nothing from before is known of changes
     * @param cluster false where objects are files and nothing is scaled
     * @param leading whether this replica is the one that writes
     * @param version of Weir
     */
    public record View(Instant at, Instant since, boolean cluster, boolean leading, String version) {}

    /**
     * What is scaled.
     *
     * @param replicas that are wanted of it; null if unknown
     * @param ready pods; null if unknown
     */
    public record Target(
            String apiVersion,
            String kind,
            String name,
            @Nullable Integer replicas,
            @Nullable Integer ready,
            int min,
            int max,
            @Nullable Integer idle) {}

    /**
     * One trigger.
     *
     * @param trigger its own name; empty if it has none
     * @param active whether it alone would keep the object active; null of one that the HPA measures
     * @param activation the parameter that it has to exceed for that, as written; empty if the manifest has none
     * @param error why it cannot be read, or empty
     * @param source null of one that the HPA measures
     */
    public record TriggerPart(
            int index,
            String type,
            String trigger,
            @Nullable Boolean active,
            String activation,
            String error,
            @Nullable SourcePart source,
            List<MetricPart> metrics) {

        public TriggerPart {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * What is asked.
     *
     * @param key tells nothing of the question; equal for whoever shares it
     * @param sharedBy {@code kind namespace/name} of the others, the first twenty
     * @param others how many others there are in all
     * @param ageSeconds of the last good answer; null if there is none
     * @param failures in a row
     */
    public record SourcePart(
            String key,
            String upstream,
            double intervalSeconds,
            String state,
            long polls,
            int failures,
            @Nullable Double ageSeconds,
            @Nullable Double tookSeconds,
            List<String> sharedBy,
            int others) {

        public SourcePart {
            sharedBy = List.copyOf(sharedBy);
        }
    }

    /**
     * One metric of a trigger.
     *
     * @param read as the source said it; null before the first answer
     * @param value as it is served, smoothed or by a fallback; null before the first answer
     * @param smoothed whether the two may differ
     * @param fallback {@code value} stands in: a number of the fallback, or the last value kept on; empty if neither
     * @param unavailable what a reader is told in place of a value; empty if he gets one
     */
    public record MetricPart(
            String name,
            String metricType,
            double target,
            @Nullable Double read,
            @Nullable Double value,
            @Nullable Double ageSeconds,
            boolean smoothed,
            String fallback,
            String unavailable) {}

    /**
     * A formula over the triggers.
     *
     * @param result null if there is none
     * @param served what readers get; an earlier result while the formula fails; null if there is none
     * @param error why there is no result and where in the formula, or empty
     */
    public record FormulaPart(
            String text,
            List<FormulaInput> inputs,
            @Nullable Double result,
            @Nullable Double served,
            @Nullable Double ageSeconds,
            String error,
            double target,
            String metricType,
            double activationTarget,
            boolean fallback) {

        public FormulaPart {
            inputs = List.copyOf(inputs);
        }
    }

    /** @param value null where the formula reads nil */
    public record FormulaInput(
            String name, int index, @Nullable Double value) {}

    /**
     * How the HPA comes to its number.
     *
     * @param current replicas that it starts from
     * @param proposed the highest of what metrics ask for; null if nothing can be said
     * @param replicas what comes of it by the same arithmetic
     * @param limitedBy why that is not what is proposed; empty if it is
     * @param steps the arithmetic in sentences
     * @param upWindowSeconds stabilization of scaling out
     * @param downWindowSeconds stabilization of scaling in
     * @param reconstructed what the HPA controller remembers cannot be seen: its recommendations are taken from values that
     *     Weir served, its changes from those that Weir saw
     * @param recordedSeconds how far back those go; less than a window means that the HPA may know more
     * @param desired what the HPA itself last said; null before its first word
     * @param conditions of the HPA
     */
    public record HpaPart(
            String name,
            int min,
            int max,
            int current,
            @Nullable Integer proposed,
            int replicas,
            String limitedBy,
            List<AskPart> asks,
            List<String> steps,
            double toleranceUp,
            double toleranceDown,
            double upWindowSeconds,
            double downWindowSeconds,
            List<String> policies,
            boolean reconstructed,
            double recordedSeconds,
            @Nullable Integer desired,
            List<ConditionPart> conditions) {

        public HpaPart {
            asks = List.copyOf(asks);
            steps = List.copyOf(steps);
            policies = List.copyOf(policies);
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * What one metric asks for.
     *
     * @param replicas null if it has no value
     * @param highest whether the others have to follow it
     */
    public record AskPart(
            String metric,
            @Nullable Integer replicas,
            @Nullable Double ratio,
            boolean withinTolerance,
            boolean highest,
            String sentence) {}

    /**
     * Between zero and the first replica.
     *
     * @param rule which rule of the list that KEDA's users know applies, such as {@code B3}
     * @param sentence the same in words
     * @param scaleTo what is to be written now; null if nothing is
     * @param coolDownSeconds that are left; null where none runs
     */
    public record ActivationPart(
            boolean active,
            boolean forced,
            String rule,
            String sentence,
            @Nullable Integer scaleTo,
            @Nullable Instant lastActive,
            double cooldownPeriodSeconds,
            @Nullable Double coolDownSeconds) {}

    /**
     * How many Jobs are made.
     *
     * @param round its number
     * @param ageSeconds of the round
     * @param floor Jobs that always run
     * @param room how many may run above the floor
     * @param create how many would be made of this round if it were new
     * @param steps the arithmetic in sentences
     */
    public record JobsPart(
            long round,
            double ageSeconds,
            String strategy,
            String calculation,
            int floor,
            int room,
            int running,
            int pending,
            List<WorkPart> work,
            int create,
            List<String> steps) {

        public JobsPart {
            work = List.copyOf(work);
            steps = List.copyOf(steps);
        }
    }

    /** @param jobs how many Jobs the work of one trigger is enough for */
    public record WorkPart(int index, boolean active, double queue, double target, double jobs) {}

    /**
     * What would be if a trigger were not there.
     *
     * @param replicas or Jobs to be made; null if nothing could be said
     * @param sentence where a number does not say it all, else empty
     */
    public record Without(
            int index,
            String type,
            String trigger,
            @Nullable Integer replicas,
            String sentence) {}

    /** Something that became different; words as in {@link dev.weir.controller.journal.Change}. */
    public record ChangePart(
            Instant at,
            String what,
            String by,
            @Nullable Integer from,
            @Nullable Integer to,
            String why) {}

    /** A condition of a status. */
    public record ConditionPart(String type, String status, String reason, String message) {}
}
