package dev.weir.controller;

import dev.weir.controller.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which events of an HPA are a reason to look at its ScaledObject: an HPA writes its own status at every sync. */
final class HpaEvents {

    private HpaEvents() {}

    static boolean matter(HorizontalPodAutoscaler before, HorizontalPodAutoscaler after) {
        return !before.getSpec().equals(after.getSpec())
                || !Objects.equals(
                        before.getMetadata().getLabels(), after.getMetadata().getLabels())
                || !Objects.equals(
                        before.getMetadata().getAnnotations(),
                        after.getMetadata().getAnnotations())
                || !before.getMetadata()
                        .getOwnerReferences()
                        .equals(after.getMetadata().getOwnerReferences())
                || !scalingActive(before).equals(scalingActive(after));
    }

    /** Whether it says that it has scaled its target since. */
    static boolean scaled(HorizontalPodAutoscaler before, HorizontalPodAutoscaler after) {
        return after.getStatus() != null
                && after.getStatus().getDesiredReplicas() != null
                && after.getStatus().getLastScaleTime() != null
                && !after.getStatus()
                        .getLastScaleTime()
                        .equals(
                                before.getStatus() == null
                                        ? null
                                        : before.getStatus().getLastScaleTime());
    }

    /** The ScaledObject that owns the HPA. */
    static Optional<ObjectKey> owner(HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getOwnerReferences().stream()
                .filter(owner -> "ScaledObject".equals(owner.getKind()))
                .map(owner -> new ObjectKey(hpa.getMetadata().getNamespace(), owner.getName()))
                .findFirst();
    }

    private static List<String> scalingActive(HorizontalPodAutoscaler hpa) {
        return hpa.getStatus() == null
                ? List.of()
                : hpa.getStatus().getConditions().stream()
                        .filter(condition -> "ScalingActive".equals(condition.getType()))
                        .map(condition -> condition.getStatus() + condition.getReason())
                        .toList();
    }
}
