package dev.weir.controller.check;

import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.credentials.MissingReferenceException;
import dev.weir.controller.credentials.ResolvedTrigger;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.credentials.TriggerSpecs.Owner;
import dev.weir.controller.manifests.FieldPath;
import dev.weir.controller.metricsplane.TriggerPlanner;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.TriggerSentence;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans the triggers of an object one by one, and says at which line what is wrong. */
final class TriggerCheck {

    private static final FieldPath TRIGGERS = FieldPath.ROOT.field("spec").field("triggers");
    private static final String AUTHENTICATION = "authenticationRef";

    private final SeenReferences references;
    private final TriggerPlanner planner;
    private final Owner owner;
    private final Findings findings;

    TriggerCheck(SeenReferences references, TriggerPlanner planner, Owner owner, Findings findings) {
        this.references = references;
        this.planner = planner;
        this.owner = owner;
        this.findings = findings;
    }

    /**
     * What the triggers would be.
     *
     * @param resolved takes each trigger that could be resolved
     */
    List<CheckedTrigger> all(List<ScaleTrigger> triggers, List<TriggerSpec> resolved) {
        List<CheckedTrigger> checked = new ArrayList<>();
        for (int i = 0; i < triggers.size(); i++) {
            ScaleTrigger trigger = triggers.get(i);
            TriggerTrial.Made made = one(i, trigger, resolved);
            if (made == null || made.metrics().isEmpty()) {
                String type = trigger.getType() == null ? "" : FieldPath.shown(trigger.getType());
                checked.add(new CheckedTrigger(
                        i, type, null, null, null, null, made == null ? List.of() : made.notAsked()));
            } else {
                checked.addAll(made.metrics());
            }
        }
        return checked;
    }

    private TriggerTrial.@Nullable Made one(int index, ScaleTrigger trigger, List<TriggerSpec> resolved) {
        FieldPath path = TRIGGERS.item(index);
        boolean complete = trigger.getType() != null
                && !trigger.getType().isEmpty()
                && trigger.getMetadata() != null
                && !findings.isClosed(path);
        if (!complete) {
            return null;
        }
        references.unseen();
        references.notAsked();
        ResolvedTrigger found = resolve(path, index, trigger);
        if (found == null) {
            return null;
        }
        Set<String> unseen = references.unseen();
        Set<String> notAsked = references.notAsked();
        tell(path, trigger, found, unseen, notAsked);
        resolved.add(found.spec());
        TriggerTrial.Made made = new TriggerTrial(planner, trigger, !unseen.isEmpty(), notAsked).of(found.spec());
        made.problems().forEach(sentence -> tell(path, found.spec(), sentence, Severity.error));
        made.warnings().forEach(sentence -> tell(path, found.spec(), sentence, Severity.warning));
        return made;
    }

    private @Nullable ResolvedTrigger resolve(FieldPath path, int index, ScaleTrigger trigger) {
        try {
            return planner.resolve(owner, index, trigger);
        } catch (InvalidTriggerException e) {
            String label = "trigger " + index + " (" + trigger.getType() + "): ";
            Set<String> unseen = references.unseen();
            tell(path, trigger, unseen);
            // Of a target that is not in the files nobody knows as whom its pods run.
            Stream<String> problems =
                    e.problems().stream().filter(problem -> unseen.isEmpty() || !TriggerSpecs.isOfTarget(problem));
            problems.forEach(problem -> {
                String message = problem.startsWith(label) ? problem.substring(label.length()) : problem;
                if (message.contains(TriggerSentence.NOT_YET)) {
                    findings.unsupported(path.field(AUTHENTICATION), message);
                } else {
                    findings.error(path.field(AUTHENTICATION), message);
                }
            });
        } catch (MissingReferenceException e) {
            findings.error(path, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private void tell(
            FieldPath path, ScaleTrigger trigger, ResolvedTrigger found, Set<String> unseen, Set<String> notAsked) {
        tell(path, trigger, unseen);
        found.notes().stream()
                .filter(note -> unseen.stream().noneMatch(note::contains))
                .filter(note -> notAsked.stream().noneMatch(note::contains))
                .filter(note -> unseen.isEmpty() || !note.contains("environment variable"))
                .forEach(note -> findings.warn(path.field(AUTHENTICATION), note));
    }

    private void tell(FieldPath path, TriggerSpec spec, String text, Severity severity) {
        TriggerSentence sentence = TriggerSentence.of(spec, text);
        FieldPath at = where(path, spec, sentence);
        if (sentence.notYet()) {
            findings.unsupported(at, sentence.message());
        } else if (severity == Severity.warning || sentence.unknown()) {
            findings.warn(at, sentence.message());
        } else {
            findings.error(at, sentence.message());
        }
    }

    private void tell(FieldPath path, ScaleTrigger trigger, Set<String> unseen) {
        FieldPath authentication = path.field(trigger.getAuthenticationRef() == null ? "metadata" : AUTHENTICATION);
        // A target without a name is said to be missing where its name is.
        unseen.stream().filter(label -> !label.endsWith("/")).forEach(label -> {
            boolean workload = label.startsWith(owner.target().kind() + " ");
            findings.warn(
                    workload ? path.field("metadata") : authentication,
                    label + " is not in these files, so what it gives is not known");
        });
    }

    private static FieldPath where(FieldPath path, TriggerSpec spec, TriggerSentence sentence) {
        String parameter = sentence.parameter();
        if (parameter != null) {
            boolean elsewhere =
                    !spec.metadata().containsKey(parameter) && spec.metadata().containsKey(parameter + "FromEnv");
            return path.field("metadata").field(elsewhere ? parameter + "FromEnv" : parameter);
        }
        if (sentence.message().contains("trigger type")) {
            return path.field("type");
        }
        return sentence.message().startsWith("metricType") ? path.field("metricType") : path;
    }
}
