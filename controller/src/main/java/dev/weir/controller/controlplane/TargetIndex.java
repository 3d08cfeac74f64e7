package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.metricsplane.ObjectPlanner;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which ScaledObjects scale what: found by look-up, however many there are. */
public final class TargetIndex {

    private static final String NAME = "target";

    /** Who came first has the target; of two that came in the same second the one whose name is first. */
    private static final Comparator<ScaledObject> AGE = Comparator.comparing(
                    (ScaledObject object) -> object.getMetadata().getCreationTimestamp())
            .thenComparing(object -> object.getMetadata().getName());

    private TargetIndex() {}

    /** Has the watch keep the index; before its start only. */
    public static void keep(Watch<ScaledObject> objects) {
        objects.index(NAME, TargetIndex::values);
    }

    /** The objects on a target of this kind, whatever group or version they name. */
    public static Stream<ScaledObject> on(Watch<ScaledObject> objects, String kind, ObjectKey target) {
        return objects.by(NAME, kind + "/" + target);
    }

    /** The other objects on the target of this one. */
    public static Stream<ScaledObject> others(Watch<ScaledObject> objects, ScaledObject object) {
        return values(object).stream()
                .flatMap(value -> objects.by(NAME, value))
                .filter(other -> !other.getMetadata()
                        .getName()
                        .equals(object.getMetadata().getName()))
                .filter(other -> reference(other).equals(reference(object)));
    }

    /** The object that has the same target and was there before this one. */
    static Optional<ScaledObject> elder(Watch<ScaledObject> objects, ScaledObject object) {
        return others(objects, object)
                .filter(other -> other.getMetadata().getDeletionTimestamp() == null)
                .filter(other -> AGE.compare(other, object) < 0)
                .min(AGE);
    }

    private static List<String> values(ScaledObject object) {
        ScaleTarget target = object.getSpec() == null ? null : object.getSpec().getScaleTargetRef();
        if (target == null) {
            return List.of();
        }
        TargetReference reference = ObjectPlanner.target(target);
        return List.of(reference.kind() + "/" + object.getMetadata().getNamespace() + "/" + reference.name());
    }

    private static Optional<TargetReference> reference(ScaledObject object) {
        return Optional.ofNullable(object.getSpec().getScaleTargetRef()).map(ObjectPlanner::target);
    }
}
