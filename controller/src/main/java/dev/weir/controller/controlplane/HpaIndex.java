package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.kube.Watch;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.stream.Stream;

/** Which HPAs a ScaledObject has: found by look-up, however many there are. */
public final class HpaIndex {

    private static final String NAME = "owner";

    private HpaIndex() {}

    /** Has the watch keep the index; before its start only. */
    public static void keep(Watch<HorizontalPodAutoscaler> hpas) {
        hpas.index(NAME, HpaIndex::owners);
    }

    /**
     * The HPAs of this object: one as a rule, and one of an earlier name that its status may not know of, when it was renamed
     * while the status was being written or Weir ended between the two writes.
     */
    public static Stream<HorizontalPodAutoscaler> of(Watch<HorizontalPodAutoscaler> hpas, ScaledObject object) {
        return hpas.by(NAME, object.getMetadata().getUid())
                .filter(hpa -> hpa.getMetadata()
                        .getNamespace()
                        .equals(object.getMetadata().getNamespace()));
    }

    private static List<String> owners(HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .map(OwnerReference::getUid)
                .toList();
    }
}
