package dev.weir.controller.explain;

import dev.weir.controller.explain.Explanation.ConditionPart;
import dev.weir.controller.explain.Explanation.HpaPart;
import dev.weir.controller.explain.Explanation.Target;
import dev.weir.controller.explain.Explanation.TriggerPart;
import java.util.ArrayList;
import java.util.List;

/** What may be done about what a story tells. */
final class Advice {

    private final Explanation told;
    private final List<String> all = new ArrayList<>();

    private Advice(Explanation told) {
        this.told = told;
    }

    /** The story with its advice. */
    static Explanation with(Explanation told) {
        Advice advice = new Advice(told);
        advice.manifest();
        advice.sources();
        advice.hpa();
        advice.bounds();
        advice.pauses();
        return new Explanation(
                told.kind(),
                told.namespace(),
                told.name(),
                told.generation(),
                told.view(),
                told.target(),
                told.triggers(),
                told.formula(),
                told.hpa(),
                told.hpaAbsent(),
                told.activation(),
                told.jobs(),
                told.paused(),
                told.without(),
                told.changes(),
                told.conditions(),
                told.problems(),
                told.notes(),
                advice.all);
    }

    private void manifest() {
        if (!told.problems().isEmpty()) {
            all.add("Mend the manifest; \"weir check FILE\" says the same of a file, offline.");
        }
    }

    private void sources() {
        List<String> failing = told.triggers().stream()
                .filter(trigger -> !trigger.error().isEmpty())
                .map(TriggerPart::index)
                .map(String::valueOf)
                .toList();
        if (!failing.isEmpty()) {
            all.add("See to the source of trigger " + String.join(", ", failing)
                    + ": Weir goes on asking by itself, nothing has to be restarted.");
        }
    }

    private void hpa() {
        HpaPart hpa = told.hpa();
        if (hpa == null) {
            return;
        }
        for (ConditionPart condition : hpa.conditions()) {
            boolean dead = condition.type().equals("ScalingActive")
                    && condition.status().equals("False");
            if (dead && condition.reason().equals("FailedGetExternalMetric")) {
                all.add("The HPA could not read its metrics: \"kubectl get apiservice v1beta1.external.metrics.k8s.io\""
                        + " says whether the API server reaches Weir.");
            } else if (dead && condition.reason().startsWith("FailedGet")) {
                all.add("The HPA could not measure cpu or memory: that needs metrics-server, and requests on all"
                        + " containers for a target of Utilization.");
            }
        }
    }

    private void bounds() {
        HpaPart hpa = told.hpa();
        Integer proposed = hpa == null ? null : hpa.proposed();
        if (hpa != null && proposed != null && proposed > hpa.max()) {
            all.add("More is asked for than maxReplicaCount " + hpa.max()
                    + " allows; raise it if the target may grow.");
        }
        Target target = told.target();
        if (target != null && target.replicas() == null && told.view().cluster()) {
            all.add("The replicas of " + target.kind() + " " + target.name()
                    + " cannot be read: is it there, and has it a /scale?");
        }
    }

    private void pauses() {
        if (!told.paused().isEmpty()) {
            all.add("Take away the annotation " + String.join(" and ", told.paused()) + " to go on.");
        }
    }
}
