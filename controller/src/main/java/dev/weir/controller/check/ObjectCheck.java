package dev.weir.controller.check;

import dev.weir.controller.admission.ObjectRules;
import dev.weir.controller.admission.Problem;
import dev.weir.controller.admission.ResourceRequestRules;
import dev.weir.controller.admission.ScaledObjectHints;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.manifests.FieldPath;
import dev.weir.controller.metricsplane.JobPlanner;
import dev.weir.controller.metricsplane.ObjectPlanner;
import dev.weir.controller.metricsplane.TriggerPlanner;
import dev.weir.scalers.spi.TriggerSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the rules of its kind about an object, and plans its triggers. */
final class ObjectCheck {

    private static final FieldPath TARGET = FieldPath.parse("spec.scaleTargetRef.name");

    private final SeenReferences references;
    private final Defaults defaults;
    private final TriggerPlanner planner;

    ObjectCheck(SeenReferences references, Defaults defaults, TriggerPlanner planner) {
        this.references = references;
        this.defaults = defaults;
        this.planner = planner;
    }

    /** What the object's triggers would be; all that is wrong is among the findings then. */
    List<CheckedTrigger> of(HasMetadata object, Findings findings) {
        rules(ObjectRules.problems(object), findings);
        if (object instanceof ScaledObject scaled) {
            return scaledObject(scaled, findings);
        }
        if (object instanceof ScaledJob job) {
            return scaledJob(job, findings);
        }
        return List.of();
    }

    private List<CheckedTrigger> scaledObject(ScaledObject object, Findings findings) {
        ScaledObjectHints.of(object).forEach((path, hint) -> findings.warn(FieldPath.parse(path), hint));
        if (object.getSpec() == null) {
            return List.of();
        }
        requests(object, findings);
        List<TriggerSpec> resolved = new ArrayList<>();
        List<CheckedTrigger> triggers = new TriggerCheck(references, planner, ObjectPlanner.owner(object), findings)
                .all(ObjectPlanner.triggers(object), resolved);
        if (Modifiers.used(object.getSpec())) {
            resolved.forEach(spec -> ObjectPlanner.unnamed(Stream.of(spec))
                    .forEach(text -> findings.warn(trigger(spec), withoutLabel(spec, text))));
        }
        return triggers;
    }

    private void requests(ScaledObject object, Findings findings) {
        if (object.getSpec() == null || !ResourceRequestRules.concern(object)) {
            return;
        }
        rules(ResourceRequestRules.scaleToZero(object), findings);
        if (object.getSpec().getScaleTargetRef() == null) {
            return;
        }
        TargetReference target = ObjectPlanner.target(object.getSpec().getScaleTargetRef());
        String namespace = object.getMetadata().getNamespace();
        Optional<PodSpec> pods = references.podTemplate(namespace, target);
        references.unseen();
        if (pods.isPresent()) {
            rules(ResourceRequestRules.requests(object, pods.get(), defaults.of(namespace)), findings);
        } else if (!target.name().isEmpty()) {
            findings.warn(
                    TARGET,
                    target.kind() + " " + namespace + "/" + target.name()
                            + " is not in these files, so what its containers request is not known");
        }
    }

    private List<CheckedTrigger> scaledJob(ScaledJob job, Findings findings) {
        List<TriggerSpec> resolved = new ArrayList<>();
        List<CheckedTrigger> triggers = new TriggerCheck(references, planner, JobPlanner.owner(job), findings)
                .all(JobPlanner.triggers(job), resolved);
        resolved.forEach(spec -> JobPlanner.compared(spec)
                .forEach(text -> findings.error(trigger(spec).field("metricType"), withoutLabel(spec, text))));
        return triggers;
    }

    private static FieldPath trigger(TriggerSpec spec) {
        return FieldPath.parse("spec.triggers[" + spec.index() + "]");
    }

    private static String withoutLabel(TriggerSpec spec, String sentence) {
        String label = "trigger " + spec.index() + " (" + spec.type() + "): ";
        return sentence.startsWith(label) ? sentence.substring(label.length()) : sentence;
    }

    private static void rules(List<Problem> problems, Findings findings) {
        problems.forEach(problem -> findings.error(FieldPath.parse(problem.path()), problem.message()));
    }
}
