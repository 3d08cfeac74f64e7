package dev.weir.controller.controlplane;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** KEDA's mark that keeps a deleted object until the operator has let go of it. */
final class Finalizers {

    private Finalizers() {}

    static boolean has(HasMetadata object) {
        return object.getMetadata().getFinalizers().contains(Arrival.FINALIZER);
    }

    /** Puts the mark on and answers with the object as it is then. Fails if the object has changed since it was read. */
    static <T extends HasMetadata> T add(KubernetesClient client, T object) {
        List<String> finalizers = Stream.concat(
                        object.getMetadata().getFinalizers().stream(), Stream.of(Arrival.FINALIZER))
                .toList();
        return write(client, object, finalizers);
    }

    static boolean waits(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null && has(object);
    }

    /** Lets go and answers with what is left; others' finalizers stay. Fails if the object has changed since it was read. */
    static <T extends HasMetadata> T release(KubernetesClient client, T object) {
        List<String> others = object.getMetadata().getFinalizers().stream()
                .filter(finalizer -> !finalizer.equals(Arrival.FINALIZER))
                .toList();
        return write(client, object, others);
    }

    private static <T extends HasMetadata> T write(KubernetesClient client, T object, List<String> finalizers) {
        Map<String, Object> metadata =
                Map.of("resourceVersion", object.getMetadata().getResourceVersion(), "finalizers", finalizers);
        return client.resource(object)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization().asJson(Map.of("metadata", metadata)));
    }
}
