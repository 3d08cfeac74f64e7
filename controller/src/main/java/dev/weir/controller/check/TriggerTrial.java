package dev.weir.controller.check;

import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.TriggerPlanner;
import dev.weir.controller.workload.ResourceTriggers;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.TriggerSentence;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one trigger to see what it would be, and gives it back.
 *
 * <p>Where a reference is not in the files, a parameter that seems to be missing may come from it. The trigger is then made
 * again with something in the place of each such parameter: what is said in the same words again does not depend on it and
 * is a problem; the rest cannot be told.
 */
final class TriggerTrial {

    /** Each round may only then find the next parameter. */
    private static final int MOST_ROUNDS = 6;

    private static final String PLACEHOLDER = "http://reference.not.seen.invalid/";

    private final TriggerPlanner planner;
    private final ScaleTrigger trigger;
    private final boolean uncertain;
    private final Set<String> notAsked;

    /**
     * @param missing whether something that the trigger refers to was not found
     * @param notAsked what else it depends on that nobody knows here
     */
    TriggerTrial(TriggerPlanner planner, ScaleTrigger trigger, boolean missing, Set<String> notAsked) {
        this.planner = planner;
        this.trigger = trigger;
        this.uncertain = missing || !notAsked.isEmpty();
        this.notAsked = notAsked;
    }

    /**
     * What came of it.
     *
     * @param metrics none if it cannot be made
     * @param problems sentences of the planner
     * @param warnings likewise
     * @param notAsked what it depends on that nobody asks here
     */
    record Made(List<CheckedTrigger> metrics, List<String> problems, List<String> warnings, List<String> notAsked) {

        Made {
            notAsked = List.copyOf(notAsked);
            metrics = List.copyOf(metrics);
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    Made of(TriggerSpec spec) {
        Made first = make(spec);
        Made last = first;
        TriggerSpec tried = spec;
        for (int round = 0; uncertain && !last.problems().isEmpty() && round < MOST_ROUNDS; round++) {
            TriggerSpec filled = filled(tried, last.problems());
            if (filled.equals(tried)) {
                break;
            }
            tried = filled;
            last = make(tried);
        }
        List<String> still = last.problems();
        return new Made(
                last.metrics(),
                first.problems().stream().filter(still::contains).toList(),
                last.warnings(),
                List.copyOf(notAsked));
    }

    private Made make(TriggerSpec spec) {
        try {
            return ResourceTriggers.is(spec.type()) ? resource(spec) : asked(spec);
        } catch (InvalidTriggerException e) {
            return new Made(List.of(), e.problems(), List.of(), List.of());
        }
    }

    private Made resource(TriggerSpec spec) {
        PlannedResource planned = planner.resource(spec);
        CheckedTrigger metric = new CheckedTrigger(
                spec.index(),
                spec.type(),
                planned.metric().resource(),
                planned.metric().type().name(),
                planned.metric().target().text(),
                null,
                List.copyOf(notAsked));
        return new Made(List.of(metric), List.of(), planned.warnings(), List.of());
    }

    private Made asked(TriggerSpec spec) {
        PlannedTrigger planned = planner.asked(spec, trigger);
        try {
            String key = uncertain ? null : planned.trigger().source().key().toString();
            if (planned.trigger().metrics().isEmpty()) {
                // Only its upstream knows them.
                CheckedTrigger unnamed =
                        new CheckedTrigger(spec.index(), spec.type(), null, null, null, key, List.copyOf(notAsked));
                return new Made(List.of(unnamed), List.of(), planned.trigger().warnings(), List.of());
            }
            List<CheckedTrigger> metrics = planned.trigger().metrics().stream()
                    .map(metric -> new CheckedTrigger(
                            spec.index(),
                            spec.type(),
                            metric.name(),
                            metric.type().name(),
                            metric.target().text(),
                            key,
                            List.copyOf(notAsked)))
                    .toList();
            return new Made(metrics, List.of(), planned.trigger().warnings(), List.of());
        } finally {
            planned.trigger().source().close();
        }
    }

    /** With something in the place of each parameter that the problems name and the manifest does not give. */
    private static TriggerSpec filled(TriggerSpec spec, List<String> problems) {
        Map<String, String> auth = new HashMap<>(spec.authParams());
        Map<String, String> env = new HashMap<>(spec.env());
        for (String problem : problems) {
            TriggerSentence sentence = TriggerSentence.of(spec, problem);
            String parameter = sentence.parameter();
            if (parameter != null && !sentence.unknown() && blank(spec.metadata(), parameter)) {
                if (blank(auth, parameter)) {
                    auth.put(parameter, PLACEHOLDER);
                }
                String variable = spec.metadata().get(parameter + "FromEnv");
                if (variable != null && blank(env, variable)) {
                    env.put(variable, PLACEHOLDER);
                }
            }
        }
        return spec.with(auth, env);
    }

    private static boolean blank(Map<String, String> values, String name) {
        return values.getOrDefault(name, "").isBlank();
    }
}
