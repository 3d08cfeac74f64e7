package dev.weir.controller.credentials;

import dev.weir.cache.source.SourceException;
import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.manifests.Manifests;
import dev.weir.scalers.stores.KeptAnswers;
import dev.weir.scalers.stores.KeptAnswers.Known;
import dev.weir.scalers.stores.StoreQuestion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What triggers refer to, in files. Nothing here blocks. */
public final class ManifestReferences implements References {

    private final Manifests manifests;
    private final KubernetesSerialization serialization;

    private final @Nullable KeptAnswers<User> answers;

    /** Where no store may be asked. */
    public ManifestReferences(Manifests manifests, KubernetesSerialization serialization) {
        this(manifests, serialization, null);
    }

    /** @param answers of stores, which are asked all the same */
    public ManifestReferences(
            Manifests manifests, KubernetesSerialization serialization, @Nullable KeptAnswers<User> answers) {
        this.manifests = manifests;
        this.serialization = serialization;
        this.answers = answers;
    }

    @Override
    public Optional<Map<String, String>> serviceAccount(String namespace, String name) {
        return manifests
                .find(ServiceAccount.class, new ObjectKey(namespace, name))
                .map(ClusterReferences::annotations);
    }

    @Override
    public Known ask(User user, StoreQuestion question) {
        return answers == null
                ? new Known(null, new SourceException(question.label() + " is not asked here"))
                : answers.ask(question, user);
    }

    @Override
    public void uses(User user, Set<Uses.Ref> refs, Set<StoreQuestion> questions) {
        if (answers != null) {
            answers.keepOnly(user, questions);
        }
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
