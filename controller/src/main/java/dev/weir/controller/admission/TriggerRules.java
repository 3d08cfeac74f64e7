package dev.weir.controller.admission;

import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.desired.ResourceMetric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a list of triggers must fulfil before any of them is looked at by its type. */
final class TriggerRules {

    /** Types whose values are not kept between polls. */
    private static final Set<String> NEVER_CACHED = Set.of("cpu", "memory", "cron");

    private TriggerRules() {}

    static boolean isResourceMetric(ScaleTrigger trigger) {
        return ResourceMetric.isOf(trigger.getType());
    }

    static void check(@Nullable List<ScaleTrigger> triggers, List<Problem> problems) {
        if (triggers == null || triggers.isEmpty()) {
            problems.add(problem("spec.triggers", "is empty, but at least one trigger is needed"));
            return;
        }
        Map<String, Integer> firstByName = new HashMap<>();
        for (int index = 0; index < triggers.size(); index++) {
            ScaleTrigger trigger = triggers.get(index);
            String path = "spec.triggers[" + index + "]";
            complete(trigger, path, problems);
            uniqueName(trigger, index, firstByName, problems);
            if (Boolean.TRUE.equals(trigger.getUseCachedMetrics())
                    && trigger.getType() != null
                    && NEVER_CACHED.contains(trigger.getType())) {
                problems.add(problem(
                        path + ".useCachedMetrics",
                        "is true, but a trigger of type " + trigger.getType() + " has no cache"));
            }
        }
    }

    private static void complete(ScaleTrigger trigger, String path, List<Problem> problems) {
        if (trigger.getType() == null || trigger.getType().isEmpty()) {
            problems.add(problem(path + ".type", "is missing"));
        }
        if (trigger.getMetadata() == null) {
            problems.add(problem(path + ".metadata", "is missing, write {} where there is nothing to say"));
        }
    }

    private static void uniqueName(
            ScaleTrigger trigger, int index, Map<String, Integer> firstByName, List<Problem> problems) {
        String name = trigger.getName();
        if (name == null || name.isEmpty()) {
            return;
        }
        Integer first = firstByName.putIfAbsent(name, index);
        if (first != null) {
            problems.add(problem(
                    "spec.triggers[" + index + "].name",
                    "\"" + name + "\" is already the name of spec.triggers[" + first + "]"));
        }
    }

    private static Problem problem(String path, String message) {
        return new Problem(path, message, Reason.INCORRECT_TRIGGERS);
    }
}
