package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.desired.DesiredHpa;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The marks that an object gets before its target is scaled: finalizer and label, in one write. */
final class Arrival {

    static final String FINALIZER = "finalizer.keda.sh";

    private Arrival() {}

    static boolean isNew(ScaledObject object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return !object.getMetadata().getFinalizers().contains(FINALIZER)
                || labels == null
                || !object.getMetadata().getName().equals(labels.get(DesiredHpa.OWNER_LABEL));
    }

    /** The object as it will be with its label, which its HPA inherits. */
    static ScaledObject foreseen(ScaledObject object) {
        if (!isNew(object)) {
            return object;
        }
        ScaledObject labelled = new ScaledObject();
        labelled.setSpec(object.getSpec());
        labelled.setMetadata(new ObjectMetaBuilder(object.getMetadata())
                .addToLabels(DesiredHpa.OWNER_LABEL, object.getMetadata().getName())
                .build());
        return labelled;
    }

    /** Answers with the object as it is then. */
    static ScaledObject mark(KubernetesClient client, ScaledObject object) {
        List<String> finalizers = new ArrayList<>(object.getMetadata().getFinalizers());
        if (!finalizers.contains(FINALIZER)) {
            finalizers.add(FINALIZER);
        }
        Map<String, Object> metadata = Map.of(
                "resourceVersion", object.getMetadata().getResourceVersion(),
                "finalizers", finalizers,
                "labels", Map.of(DesiredHpa.OWNER_LABEL, object.getMetadata().getName()));
        return client.resources(ScaledObject.class)
                .inNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization().asJson(Map.of("metadata", metadata)));
    }
}
