package dev.weir.gateway.explain;

import dev.weir.controller.explain.Explanation;
import dev.weir.controller.explain.Explanation.ActivationPart;
import dev.weir.controller.explain.Explanation.AskPart;
import dev.weir.controller.explain.Explanation.HpaPart;
import dev.weir.controller.explain.Explanation.JobsPart;
import dev.weir.controller.explain.Explanation.Target;
import java.util.Optional;
import java.util.stream.Collectors;

/** The story in one sentence. */
final class InShort {

    private final Explanation told;

    InShort(Explanation told) {
        this.told = told;
    }

    String sentence() {
        return "In short: " + Words.sentence(why() + failing());
    }

    private String failing() {
        String failing = told.triggers().stream()
                .filter(trigger -> !trigger.error().isEmpty())
                .map(trigger -> Integer.toString(trigger.index()))
                .collect(Collectors.joining(", "));
        return failing.isEmpty() || !told.problems().isEmpty() ? "" : "; trigger " + failing + " cannot be read";
    }

    private String why() {
        if (!told.problems().isEmpty()) {
            return "nothing is scaled until " + (told.problems().size() == 1 ? "a problem is" : "problems are")
                    + " mended, see below";
        }
        if (told.paused().stream().anyMatch(key -> key.endsWith("/paused") || key.endsWith("/paused-replicas"))) {
            return "paused by " + String.join(" and ", told.paused());
        }
        if (told.jobs() != null) {
            return jobs(told.jobs());
        }
        Target target = told.target();
        ActivationPart activation = told.activation();
        boolean atRest = target != null && target.replicas() != null && target.replicas() == 0;
        boolean leaves = activation != null && (activation.scaleTo() != null || activation.coolDownSeconds() != null);
        if (activation != null && (atRest || leaves)) {
            Double left = activation.coolDownSeconds();
            return activation.sentence() + (left == null ? "" : ", in " + Words.duration(left));
        }
        return told.hpa() == null ? absent() : hpa(told.hpa());
    }

    private String absent() {
        return told.hpaAbsent().isEmpty() ? "its triggers have not been asked yet" : told.hpaAbsent();
    }

    private static String jobs(JobsPart jobs) {
        return jobs.create() == 0
                ? "the last round asks for no new Job"
                : "the last round asks for " + Words.count(jobs.create(), "new Job", "new Jobs");
    }

    private static String hpa(HpaPart hpa) {
        Optional<AskPart> highest = hpa.asks().stream().filter(AskPart::highest).findFirst();
        Integer proposed = hpa.proposed();
        if (hpa.current() == 0) {
            return "the HPA leaves a target without replicas alone";
        }
        if (highest.isEmpty() || proposed == null) {
            return "a metric has no value, so the HPA keeps " + hpa.current();
        }
        String metric = highest.get().metric();
        if (proposed > hpa.max() && hpa.replicas() == hpa.max()) {
            return metric + " asks for " + proposed + ", and the maximum is " + hpa.max();
        }
        if (proposed < hpa.min() && hpa.replicas() == hpa.min()) {
            return "the metrics ask for " + proposed + ", and the minimum is " + hpa.min();
        }
        if (proposed == hpa.replicas()) {
            return metric + " asks for " + proposed
                    + (highest.get().withinTolerance() ? ", near enough to its target for no change" : "")
                    + (proposed == hpa.current()
                            ? highest.get().withinTolerance() ? "" : ", as many as are there"
                            : ", and " + hpa.current() + " are there");
        }
        return metric + " asks for " + proposed + ", but the HPA "
                + (hpa.replicas() == hpa.current() ? "keeps " : "goes to ") + hpa.replicas() + " for now";
    }
}
