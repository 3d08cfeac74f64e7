package dev.weir.controller.decision;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the triggers of an object say together.
 *
 * @param active one of them is active
 * @param error one of them has a metric without a value
 * @param fallbackActive a fallback value stands in for one of them
 * @param activeMetrics names of the metrics of active triggers
 * @param errors why metrics have no value
 */
public record Activity(
        boolean active, boolean error, boolean fallbackActive, List<String> activeMetrics, List<String> errors) {

    private static final String COMPOSITE = "composite-metric";

    public Activity {
        activeMetrics = List.copyOf(activeMetrics);
        errors = List.copyOf(errors);
    }

    /**
     * Any trigger is enough, for activity as for an error. An object that has only cpu and memory triggers is always
     * active; among others they decide nothing. Every trigger must have spoken: one that was never asked is neither
     * inactive nor failed, and a decision must wait for it.
     */
    public static Activity combine(List<TriggerResult> triggers) {
        List<String> errors =
                triggers.stream().flatMap(t -> t.errors().stream()).toList();
        List<String> activeMetrics = triggers.stream()
                .filter(TriggerResult::active)
                .flatMap(t -> t.metrics().stream())
                .toList();
        boolean onlyResources = !triggers.isEmpty() && triggers.stream().allMatch(TriggerResult::resource);
        return new Activity(
                triggers.stream().anyMatch(TriggerResult::active) || (onlyResources && errors.isEmpty()),
                !errors.isEmpty(),
                triggers.stream().anyMatch(TriggerResult::fallbackActive),
                activeMetrics,
                errors);
    }

    /**
     * The same with scaling modifiers: the result decides alone, and an error forces inactivity.
     *
     * @param result of the formula, or the fallback value in its place; null if there is none
     * @param activationTarget strictly exceeded by an active result
     */
    public Activity withFormula(@Nullable Double result, double activationTarget) {
        boolean nowActive = !error && result != null && result > activationTarget;
        return new Activity(nowActive, error, fallbackActive, nowActive ? List.of(COMPOSITE) : List.of(), errors);
    }

    /**
     * The same where a source calls unasked: its word alone counts, whatever the others, the formula or errors say.
     *
     * @param metric of its trigger
     */
    public Activity calledBy(String metric) {
        return new Activity(true, false, fallbackActive, List.of(metric), List.of());
    }

    /** The same where the formula itself failed: an error like any other, so that nothing is scaled. */
    public Activity failed(String error) {
        return new Activity(
                false,
                true,
                fallbackActive,
                List.of(),
                Stream.concat(errors.stream(), Stream.of(error)).toList());
    }
}
