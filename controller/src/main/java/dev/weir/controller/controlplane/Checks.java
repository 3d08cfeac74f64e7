package dev.weir.controller.controlplane;

import dev.weir.controller.admission.ScaledObjectRules;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.metricsplane.ObjectPlanner.Planned;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a manifest, from the rules of admission and from its triggers. */
final class Checks {

    private Checks() {}

    static List<String> problems(ScaledObject object, Planned planned) {
        List<String> problems = new ArrayList<>();
        ScaledObjectRules.problems(object).forEach(problem -> problems.add(problem.path() + ": " + problem.message()));
        problems.addAll(planned.problems());
        return problems;
    }
}
