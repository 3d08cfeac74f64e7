package dev.weir.gateway.explain;

import dev.weir.controller.explain.Explanation;
import dev.weir.controller.explain.Explanation.ActivationPart;
import dev.weir.controller.explain.Explanation.AskPart;
import dev.weir.controller.explain.Explanation.ChangePart;
import dev.weir.controller.explain.Explanation.ConditionPart;
import dev.weir.controller.explain.Explanation.FormulaPart;
import dev.weir.controller.explain.Explanation.HpaPart;
import dev.weir.controller.explain.Explanation.JobsPart;
import dev.weir.controller.explain.Explanation.Target;
import dev.weir.controller.explain.Explanation.Without;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An explanation as a short story, from top to bottom. Used once. */
public final class ExplainText {

    /** What an HPA says of itself that a reader wants to hear. */
    private static final Set<String> TELLING = Set.of(
            "ScaleDownStabilized",
            "ScaleUpStabilized",
            "ScaleUpLimit",
            "ScaleDownLimit",
            "TooManyReplicas",
            "TooFewReplicas");

    private final Explanation told;
    private final Lines lines = new Lines();

    private ExplainText(Explanation told) {
        this.told = told;
    }

    /** With a line feed at the end of each line, the last one too. */
    public static String of(Explanation told) {
        return new ExplainText(told).write();
    }

    private String write() {
        head();
        lines.section("Why");
        told.triggers().forEach(trigger -> new TriggerText(told, trigger).write(lines));
        formula();
        arithmetic();
        jobs();
        activation();
        without();
        changes();
        wrong();
        lines.section("What to do");
        told.advice().forEach(advice -> lines.add(1, advice));
        return lines.toString();
    }

    private void head() {
        lines.add(0, told.kind() + " " + told.namespace() + "/" + told.name() + ": " + standing());
        lines.add(0, new InShort(told).sentence());
        lines.add(0, "Seen at " + Words.time(told.view().at(), told.view().at()) + " UTC " + viewer());
    }

    private String standing() {
        Target target = told.target();
        if (target == null) {
            JobsPart jobs = told.jobs();
            return jobs == null
                    ? "nothing is known of its Jobs"
                    : Words.count(jobs.running(), "Job runs", "Jobs run") + ", " + jobs.pending()
                            + " of them without a working pod";
        }
        String of = " of " + target.kind() + " " + target.name() + ", ";
        String bounds = target.min() + " to " + target.max() + (target.idle() == null ? "" : ", idle " + target.idle());
        return (target.replicas() == null ? "unknown replicas" : Words.count(target.replicas(), "replica", "replicas"))
                + of + bounds + " allowed";
    }

    private String viewer() {
        if (!told.view().cluster()) {
            return "by a Weir without a cluster: the objects are files, nothing is scaled.";
        }
        return told.view().leading()
                ? "by the replica of Weir that leads."
                : "by a replica of Weir that does not lead: what the leader writes, and why, it does not know.";
    }

    private void formula() {
        FormulaPart formula = told.formula();
        if (formula == null) {
            return;
        }
        lines.section("Formula");
        lines.add(1, formula.text());
        lines.add(
                2,
                "with "
                        + formula.inputs().stream()
                                .map(input -> input.name() + " = "
                                        + (input.value() == null ? "nil" : Words.number(input.value())))
                                .collect(Collectors.joining(", ")));
        if (formula.error().isEmpty()) {
            lines.add(
                    2,
                    "comes to " + Words.number(formula.result()) + ", target " + Words.number(formula.target())
                            + each(formula.metricType()) + "; active above "
                            + Words.number(formula.activationTarget()));
        } else {
            lines.add(2, "cannot be evaluated: " + formula.error());
        }
        if (formula.fallback()) {
            lines.add(2, "in its place stands the fallback: " + Words.number(formula.served()));
        } else if (!formula.error().isEmpty() && formula.served() != null && formula.ageSeconds() != null) {
            lines.add(
                    2,
                    "readers still get " + Words.number(formula.served()) + " from "
                            + Words.duration(formula.ageSeconds()) + " ago");
        }
    }

    static String each(String metricType) {
        return metricType.equals("AverageValue") ? " for each replica" : "";
    }

    private void arithmetic() {
        HpaPart hpa = told.hpa();
        lines.section(told.target() == null ? "How many Jobs that makes" : "What the HPA makes of it");
        if (hpa == null) {
            if (!told.hpaAbsent().isEmpty()) {
                lines.add(1, "Nothing: " + Words.sentence(told.hpaAbsent()));
            }
            return;
        }
        if (hpa.current() == 0) {
            lines.add(1, "Nothing: it leaves a target without replicas alone.");
            return;
        }
        for (AskPart ask : hpa.asks()) {
            lines.add(1, ask.sentence() + (ask.highest() && hpa.asks().size() > 1 ? ", the highest" : ""));
        }
        if (!hpa.limitedBy().isEmpty()) {
            lines.add(1, "then: " + hpa.limitedBy());
        }
        lines.add(1, "so " + hpa.replicas() + ", which is within " + hpa.min() + " to " + hpa.max() + said(hpa));
        hpa.conditions().stream()
                .filter(condition ->
                        TELLING.contains(condition.reason()) && !hpa.limitedBy().contains(condition.message()))
                .forEach(condition -> lines.add(1, "it says " + condition.reason() + ": " + condition.message()));
        if (isRemembered(hpa)) {
            remembered(hpa);
        }
    }

    /** Whether more than the metrics and the bounds of now has decided. */
    private static boolean isRemembered(HpaPart hpa) {
        Integer proposed = hpa.proposed();
        return proposed != null && Math.max(hpa.min(), Math.min(hpa.max(), proposed)) != hpa.replicas();
    }

    private static String said(HpaPart hpa) {
        Integer desired = hpa.desired();
        if (desired == null) {
            return "; HPA " + hpa.name() + " has said nothing yet";
        }
        return desired == hpa.replicas()
                ? "; HPA " + hpa.name() + " says the same"
                : "; at its last look HPA " + hpa.name() + " said " + desired;
    }

    private void remembered(HpaPart hpa) {
        String windows = "stabilization out " + Words.duration(hpa.upWindowSeconds()) + ", in "
                + Words.duration(hpa.downWindowSeconds()) + "; "
                + String.join("; ", hpa.policies()) + "; tolerance "
                + tolerance(hpa);
        lines.add(1, "rules: " + windows);
        if (hpa.reconstructed()) {
            lines.add(
                    1,
                    "reconstructed: what the HPA remembers it tells nobody; taken here from "
                            + Words.duration(hpa.recordedSeconds()) + " of values that Weir served");
        }
    }

    private static String tolerance(HpaPart hpa) {
        String up = Words.number(hpa.toleranceUp() * 100) + " %";
        return hpa.toleranceUp() == hpa.toleranceDown()
                ? up
                : up + " out, " + Words.number(hpa.toleranceDown() * 100) + " % in";
    }

    private void jobs() {
        JobsPart jobs = told.jobs();
        if (jobs == null) {
            return;
        }
        lines.section("How many Jobs that makes");
        jobs.work()
                .forEach(work -> lines.add(
                        1,
                        "trigger " + work.index() + ": " + Words.number(work.queue()) + " to do, "
                                + Words.number(work.target()) + " for each Job, enough for "
                                + Words.number(work.jobs()) + (work.active() ? "" : " (not active)")));
        if (jobs.work().size() > 1) {
            lines.add(1, "together by " + jobs.calculation());
        }
        jobs.steps().forEach(step -> lines.add(1, "strategy " + jobs.strategy() + ": " + step));
        lines.add(
                1,
                "at least " + jobs.floor() + " and at most " + (jobs.floor() + jobs.room()) + " may run; round "
                        + jobs.round() + " is " + Words.duration(jobs.ageSeconds())
                        + " old, Jobs are made of a round once");
    }

    private void activation() {
        ActivationPart part = told.activation();
        if (part == null) {
            return;
        }
        lines.section("Between zero and one");
        Double left = part.coolDownSeconds();
        lines.add(
                1,
                part.sentence() + (left == null ? "" : ", in " + Words.duration(left)) + " (rule " + part.rule() + ")");
        if (!part.active() && part.lastActive() != null) {
            lines.add(
                    1,
                    "last active at "
                            + Words.time(part.lastActive(), told.view().at()) + "; cooldownPeriod "
                            + Words.duration(part.cooldownPeriodSeconds()));
        }
    }

    private void without() {
        lines.section("What it would be without");
        for (Without without : told.without()) {
            String number =
                    without.replicas() == null ? "" : without.replicas() + (told.target() == null ? " new Jobs" : "");
            String joint = number.isEmpty() || without.sentence().isEmpty() ? "" : "; ";
            lines.add(
                    1,
                    name(without.index(), without.type(), without.trigger()) + ": " + number + joint
                            + without.sentence());
        }
    }

    static String name(int index, String type, String trigger) {
        return "trigger " + index + " " + type + (trigger.isEmpty() ? "" : " \"" + trigger + "\"");
    }

    private void changes() {
        lines.section("Last changes, watched since "
                + Words.time(told.view().since(), told.view().at()) + " when this Weir started");
        List<ChangePart> changes = told.changes();
        for (int i = changes.size() - 1; i >= 0; i--) {
            ChangePart change = changes.get(i);
            lines.add(1, Words.time(change.at(), told.view().at()) + "  " + ChangeText.of(change));
        }
        if (changes.isEmpty()) {
            lines.add(1, "none");
        }
    }

    private void wrong() {
        lines.section("What is wrong");
        told.problems().forEach(problem -> lines.add(1, problem));
        told.notes().forEach(note -> lines.add(1, "to note: " + note));
        told.conditions().stream()
                .filter(this::isTrouble)
                .forEach(condition -> lines.add(
                        1,
                        condition.type() + " is " + condition.status() + ", " + condition.reason() + ": "
                                + condition.message()));
    }

    /** What neither the triggers nor the problems have said. */
    private boolean isTrouble(ConditionPart condition) {
        boolean ready = condition.type().equals("Ready") && !condition.status().equals("True");
        boolean hpa = condition.type().equals("HPAActive") && condition.status().equals("False");
        return hpa || ready && told.problems().isEmpty();
    }
}
