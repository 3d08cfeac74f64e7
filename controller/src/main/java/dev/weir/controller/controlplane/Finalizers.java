package dev.weir.controller.controlplane;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;

/** KEDA's mark that keeps a deleted object until the operator has let go of it. */
final class Finalizers {

    private Finalizers() {}

    static boolean waits(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null
                && object.getMetadata().getFinalizers().contains(Arrival.FINALIZER);
    }

    /** Lets go and answers with what is left; others' finalizers stay. Fails if the object has changed since it was read. */
    static <T extends HasMetadata> T release(KubernetesClient client, T object) {
        List<String> others = object.getMetadata().getFinalizers().stream()
                .filter(finalizer -> !finalizer.equals(Arrival.FINALIZER))
                .toList();
        Map<String, Object> metadata =
                Map.of("resourceVersion", object.getMetadata().getResourceVersion(), "finalizers", others);
        return client.resource(object)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization().asJson(Map.of("metadata", metadata)));
    }
}
