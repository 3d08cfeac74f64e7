package dev.weir.controller.check;

import dev.weir.controller.admission.ScaledObjectRules;
import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.manifests.FieldPath;
import dev.weir.controller.metricsplane.ObjectPlanner;
import java.util.HashMap;
import java.util.Map;

/** What only one object may have: a name, a target, an HPA. Whoever comes first in the files has it. */
final class Claims {

    private static final FieldPath NAME = FieldPath.parse("metadata.name");
    private static final FieldPath TARGET = FieldPath.parse("spec.scaleTargetRef.name");
    private static final FieldPath HPA = FieldPath.parse("spec.advanced.horizontalPodAutoscalerConfig.name");

    private final Map<Object, Holder> holders = new HashMap<>();

    /** Who has it, and where that stands. */
    private record Holder(ObjectKey key, String place) {}

    private record Named(String kind, ObjectKey key) {}

    private record Scaled(String namespace, TargetReference target) {}

    private record Autoscaler(ObjectKey key) {}

    /**
     * An object's own name.
     *
     * @param place file and line
     * @return whether nobody had it
     */
    boolean name(String kind, ObjectKey key, String place, Findings findings) {
        Holder first = holders.putIfAbsent(new Named(kind, key), new Holder(key, place));
        if (first != null) {
            findings.error(NAME, kind + " " + key + " is in " + first.place() + " already; only one of the two can be");
        }
        return first == null;
    }

    /** What a ScaledObject scales, and by which HPA. */
    void scaled(ScaledObject object, String place, Findings findings) {
        Holder own = new Holder(ObjectKey.of(object), place);
        ScaleTarget given = object.getSpec() == null ? null : object.getSpec().getScaleTargetRef();
        if (given != null && given.getName() != null) {
            TargetReference target = ObjectPlanner.target(given);
            Holder first = holders.putIfAbsent(new Scaled(own.key().namespace(), target), own);
            if (first != null) {
                findings.error(
                        TARGET,
                        target.kind() + " " + target.name() + " is scaled by ScaledObject " + first.key() + " in "
                                + first.place() + " already");
            }
        }
        String hpa = ScaledObjectRules.hpaName(object);
        if (hpa != null) {
            Holder first =
                    holders.putIfAbsent(new Autoscaler(new ObjectKey(own.key().namespace(), hpa)), own);
            if (first != null) {
                findings.error(
                        HPA,
                        "the HPA's name \"" + FieldPath.shown(hpa) + "\" is that of ScaledObject " + first.key()
                                + " in " + first.place() + " already");
            }
        }
    }
}
