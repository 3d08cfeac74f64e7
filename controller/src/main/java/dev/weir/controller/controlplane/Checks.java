package dev.weir.controller.controlplane;

import dev.weir.controller.admission.Problem;
import dev.weir.controller.admission.ScaledObjectRules;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.Planned;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is wrong with a manifest, from the rules of admission and from its triggers.
 *
 * @param problems why the object is left as it is; with them stands everything else that is wrong, so that all is told at once
 * @param notes what is wrong and stops nothing: the object is served as well as it can be, as by KEDA, whose operator looks
 *     again at bounds, triggers and target only
 */
record Checks(List<String> problems, List<String> notes) {

    static Checks of(ScaledObject object, Planned<ObjectPlan> planned) {
        List<Problem> rules = ScaledObjectRules.problems(object);
        boolean stops = rules.stream().anyMatch(problem -> problem.reason().stopsReconcile())
                || !planned.problems().isEmpty();
        List<String> all = new ArrayList<>();
        rules.forEach(problem -> all.add(problem.toString()));
        all.addAll(planned.problems());
        all.addAll(planned.warnings());
        return stops ? new Checks(all, List.of()) : new Checks(List.of(), all);
    }
}
