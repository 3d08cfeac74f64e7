package dev.weir.controller.admission;

import dev.weir.controller.api.ScaledJob;
import java.util.ArrayList;
import java.util.List;

/** What a ScaledJob must fulfil by itself. Only its triggers are looked at, as in KEDA: the bounds are free. */
public final class ScaledJobRules {

    private ScaledJobRules() {}

    /** Every problem of the object, in the order of its triggers; empty if there is none. */
    public static List<Problem> problems(ScaledJob job) {
        List<Problem> problems = new ArrayList<>();
        TriggerRules.check(job.getSpec() == null ? null : job.getSpec().getTriggers(), problems);
        return List.copyOf(problems);
    }
}
