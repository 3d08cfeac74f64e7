package dev.weir.controller.credentials;

import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.manifests.Manifests;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Optional;

/** What triggers refer to, in files. Nothing here blocks. */
public final class ManifestReferences implements References {

    private final Manifests manifests;
    private final KubernetesSerialization serialization;

    public ManifestReferences(Manifests manifests, KubernetesSerialization serialization) {
        this.manifests = manifests;
        this.serialization = serialization;
    }

    @Override
    public Optional<Map<String, String>> secret(String namespace, String name) {
        return manifests.find(Secret.class, new ObjectKey(namespace, name)).map(ManifestReferences::entries);
    }

    private static Map<String, String> entries(Secret secret) {
        try {
            return ClusterReferences.entries(secret);
        } catch (IllegalArgumentException e) {
            throw new MissingReferenceException(
                    "Secret " + ObjectKey.of(secret) + " cannot be read: a value under data is not base64");
        }
    }

    @Override
    public Optional<Map<String, String>> configMap(String namespace, String name) {
        return manifests
                .find(ConfigMap.class, new ObjectKey(namespace, name))
                .map(found -> found.getData() == null ? Map.of() : found.getData());
    }

    @Override
    public Optional<TriggerAuthenticationSpec> triggerAuthentication(String namespace, String name) {
        return manifests
                .find(TriggerAuthentication.class, new ObjectKey(namespace, name))
                .map(TriggerAuthentication::getSpec);
    }

    @Override
    public Optional<TriggerAuthenticationSpec> clusterTriggerAuthentication(String name) {
        return manifests
                .find(ClusterTriggerAuthentication.class, new ObjectKey("", name))
                .map(ClusterTriggerAuthentication::getSpec);
    }

    @Override
    public Optional<PodSpec> podTemplate(String namespace, TargetReference target) {
        return manifests
                .find(Manifests.group(target.apiVersion()), target.kind(), new ObjectKey(namespace, target.name()))
                .filter(GenericKubernetesResource.class::isInstance)
                .map(GenericKubernetesResource.class::cast)
                .map(object -> object.get("spec", "template", "spec"))
                .map(pods -> serialization.convertValue(pods, PodSpec.class));
    }
}
