package dev.weir.controller.admission;

import dev.weir.controller.api.ScaleTarget;
import dev.weir.controller.api.ScaledObject;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a ScaledObject must not share with others of its namespace: a target, an HPA. Who the others are is found by whoever
 * asks. The sentences are KEDA's, which people look for; what can be done about it stands behind.
 */
public final class RivalRules {

    static final String TRANSFER = "scaledobject.keda.sh/transfer-hpa-ownership";
    static final String OWNERSHIP = "validations.keda.sh/hpa-ownership";

    private static final String TARGET = "spec.scaleTargetRef.name";
    private static final String HPA = "spec.advanced.horizontalPodAutoscalerConfig.name";

    /** More names say nothing new. */
    private static final int MOST = 10;

    private RivalRules() {}

    /** @param others ScaledObjects on the same target; the object itself, as it was, is none of them */
    public static List<Problem> sameTarget(ScaledObject object, Stream<ScaledObject> others) {
        return others.filter(other -> !isItself(object, other))
                .limit(MOST)
                .map(other -> new Problem(
                        TARGET, managed(object) + "the ScaledObject '" + name(other) + "'", Reason.OTHER_SCALED_OBJECT))
                .toList();
    }

    /** @param others ScaledObjects whose HPA has the same name; the object itself, as it was, is none of them */
    public static List<Problem> sameHpa(ScaledObject object, Stream<ScaledObject> others) {
        return others.filter(other -> !isItself(object, other))
                .limit(MOST)
                .map(other -> new Problem(
                        HPA,
                        "the HPA '" + ScaledObjectRules.hpaName(object) + "' is already managed by the ScaledObject '"
                                + name(other) + "'",
                        Reason.OTHER_SCALED_OBJECT_HPA))
                .toList();
    }

    /** @param hpas on the same target; those of the object itself are let alone */
    public static List<Problem> foreignHpas(ScaledObject object, Stream<HorizontalPodAutoscaler> hpas) {
        boolean takesOver = "true".equals(annotation(object.getMetadata(), TRANSFER));
        String wanted = ScaledObjectRules.configuredHpaName(object.getSpec());
        return hpas.filter(hpa -> !"false".equals(annotation(hpa.getMetadata(), OWNERSHIP)))
                .filter(hpa -> !isOf(object, hpa))
                .map(hpa -> hpa.getMetadata().getName())
                .filter(name -> !(takesOver && name.equals(wanted)))
                .limit(MOST)
                .map(name -> foreign(object, name, takesOver && (wanted == null || wanted.isEmpty())))
                .toList();
    }

    private static Problem foreign(ScaledObject object, String hpa, boolean nameIsMissing) {
        return nameIsMissing
                ? new Problem(
                        HPA,
                        "is missing; with the annotation " + TRANSFER
                                + " give the name of the HPA that is taken over: '" + hpa + "'",
                        Reason.TRANSFER_WITHOUT_NAME)
                : new Problem(
                        TARGET,
                        managed(object) + "the hpa '" + hpa + "'; to take that over, give the annotation " + TRANSFER
                                + ": \"true\" and its name in " + HPA + ", or let it be with the annotation "
                                + OWNERSHIP + ": \"false\" on it",
                        Reason.OTHER_HPA);
    }

    private static String managed(ScaledObject object) {
        ScaleTarget target = Objects.requireNonNull(object.getSpec().getScaleTargetRef());
        String apiVersion = target.getApiVersion();
        String kind = target.getKind();
        return "the workload '" + target.getName() + "' of type '"
                + (apiVersion == null || apiVersion.isEmpty() ? "apps/v1" : apiVersion) + "."
                + (kind == null || kind.isEmpty() ? "Deployment" : kind) + "' is already managed by ";
    }

    private static boolean isOf(ScaledObject object, HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> "ScaledObject".equals(owner.getKind())
                        && owner.getName() != null
                        && owner.getName().equals(name(object)));
    }

    private static boolean isItself(ScaledObject object, ScaledObject other) {
        return String.valueOf(name(other)).equals(name(object));
    }

    private static @Nullable String name(ScaledObject object) {
        return object.getMetadata().getName();
    }

    private static @Nullable String annotation(ObjectMeta metadata, String name) {
        Map<String, String> annotations = metadata.getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }
}
