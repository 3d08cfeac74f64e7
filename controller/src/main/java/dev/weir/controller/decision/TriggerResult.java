package dev.weir.controller.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * What one trigger says.
 *
 * @param resource a trigger on cpu or memory: the HPA measures it, it says nothing about activity
 * @param active whether the trigger is active, by measure or because a fallback stands in
 * @param fallbackActive whether a fallback value stands in for one of its metrics
 * @param metrics names of its metrics
 * @param errors why metrics have no value; empty when all is well
 */
public record TriggerResult(
        boolean resource, boolean active, boolean fallbackActive, List<String> metrics, List<String> errors) {

    public TriggerResult {
        metrics = List.copyOf(metrics);
        errors = List.copyOf(errors);
    }

    /** What one metric of a trigger says, after fallback. */
    public sealed interface Metric {

        /** It has a value. */
        record Answered(String name, boolean active, boolean fallback) implements Metric {}

        /** It has none, and why. */
        record Failed(String name, String error) implements Metric {}
    }

    /** A trigger on cpu or memory. */
    public static TriggerResult ofResource() {
        return new TriggerResult(true, false, false, List.of(), List.of());
    }

    /** A trigger that cannot say anything. */
    public static TriggerResult failed(String error) {
        return new TriggerResult(false, false, false, List.of(), List.of(error));
    }

    /** Among several metrics, the last one without error says whether the trigger is active. */
    public static TriggerResult of(List<? extends Metric> metrics) {
        boolean active = false;
        boolean fallback = false;
        var names = new ArrayList<String>();
        var errors = new ArrayList<String>();
        for (Metric metric : metrics) {
            if (metric instanceof Metric.Answered answered) {
                active = answered.active() || answered.fallback();
                fallback |= answered.fallback();
                names.add(answered.name());
            } else if (metric instanceof Metric.Failed failed) {
                names.add(failed.name());
                errors.add(failed.error());
            }
        }
        return new TriggerResult(false, active, fallback, names, errors);
    }
}
