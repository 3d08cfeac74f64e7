package dev.weir.controller.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger would be: one of these for each metric.
 *
 * @param index in {@code spec.triggers}
 * @param metricName null if the trigger cannot be made, or only its upstream knows
 * @param metricType null likewise
 * @param target null likewise; a quantity, or per cent for Utilization
 * @param sourceKey equal for triggers that would share a poll, in this run only; null where there is no source, or what it
 *     depends on is not in the files
 * @param notAsked what it depends on that a store outside of the cluster keeps
 */
public record CheckedTrigger(
        int index,
        String type,
        @Nullable String metricName,
        @Nullable String metricType,
        @Nullable String target,
        @Nullable String sourceKey,
        List<String> notAsked) {

    public CheckedTrigger {
        notAsked = List.copyOf(notAsked);
    }
}
