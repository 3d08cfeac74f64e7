package dev.weir.controller.credentials;

import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.Workloads;
import dev.weir.scalers.stores.KeptAnswers;
import dev.weir.scalers.stores.KeptAnswers.Known;
import dev.weir.scalers.stores.StoreQuestion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What triggers refer to, in a cluster. Secrets and ConfigMaps are asked for when needed and kept nowhere. */
public final class ClusterReferences implements References {

    private final KubernetesClient client;
    private final Watch<TriggerAuthentication> authentications;
    private final Watch<ClusterTriggerAuthentication> clusterAuthentications;
    private final Workloads workloads;
    private final KeptAnswers<User> answers;
    private final Uses uses;

    /**
     * @param answers of stores outside of the cluster
     * @param uses is told who has read what
     */
    public ClusterReferences(
            KubernetesClient client,
            Watch<TriggerAuthentication> authentications,
            Watch<ClusterTriggerAuthentication> clusterAuthentications,
            Workloads workloads,
            KeptAnswers<User> answers,
            Uses uses) {
        this.client = client;
        this.authentications = authentications;
        this.clusterAuthentications = clusterAuthentications;
        this.workloads = workloads;
        this.answers = answers;
        this.uses = uses;
    }

    @Override
    public Known ask(User user, StoreQuestion question) {
        return answers.ask(question, user);
    }

    @Override
    public void uses(User user, Set<Uses.Ref> refs, Set<StoreQuestion> questions) {
        uses.are(user, refs);
        answers.keepOnly(user, questions);
    }

    @Override
    public void doubt(User user) {
        answers.doubt(user);
    }

    @Override
    public Optional<Map<String, String>> secret(String namespace, String name) {
        Secret secret = read(
                "Secret " + namespace + "/" + name,
                client.secrets().inNamespace(namespace).withName(name)::get);
        return Optional.ofNullable(secret).map(ClusterReferences::entries);
    }

    @Override
    public Optional<Map<String, String>> configMap(String namespace, String name) {
        ConfigMap map = read(
                "ConfigMap " + namespace + "/" + name,
                client.configMaps().inNamespace(namespace).withName(name)::get);
        return Optional.ofNullable(map).map(found -> found.getData() == null ? Map.of() : found.getData());
    }

    @Override
    public Optional<Map<String, String>> serviceAccount(String namespace, String name) {
        ServiceAccount account = read(
                "ServiceAccount " + namespace + "/" + name,
                client.serviceAccounts().inNamespace(namespace).withName(name)::get);
        return Optional.ofNullable(account).map(ClusterReferences::annotations);
    }

    static Map<String, String> annotations(ServiceAccount account) {
        return Objects.requireNonNullElse(account.getMetadata().getAnnotations(), Map.of());
    }

    @Override
    public Optional<TriggerAuthenticationSpec> triggerAuthentication(String namespace, String name) {
        return authentications.find(new ObjectKey(namespace, name)).map(TriggerAuthentication::getSpec);
    }

    @Override
    public Optional<TriggerAuthenticationSpec> clusterTriggerAuthentication(String name) {
        return clusterAuthentications.find(new ObjectKey("", name)).map(ClusterTriggerAuthentication::getSpec);
    }

    @Override
    public Optional<PodSpec> podTemplate(String namespace, TargetReference target) {
        Optional<PodSpec> template = read(
                target.kind() + " " + namespace + "/" + target.name(),
                () -> workloads
                        .resolve(target.apiVersion(), target.kind())
                        .flatMap(kind -> workloads.podTemplate(kind, new ObjectKey(namespace, target.name()))));
        return Objects.requireNonNull(template);
    }

    /** What may not be read is said to whoever refers to it; anything else that goes wrong passes, and is tried again. */
    private static <T> @Nullable T read(String what, Supplier<@Nullable T> ask) {
        try {
            return ask.get();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            throw new UnreadableReferenceException(what + " cannot be read: " + ApiFailure.sentence(e));
        }
    }

    /** The decoded entries of a Secret, those given in plain text included. */
    static Map<String, String> entries(Secret secret) {
        Map<String, String> entries = new HashMap<>();
        if (secret.getStringData() != null) {
            entries.putAll(secret.getStringData());
        }
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) -> entries.put(
                            key, new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8)));
        }
        return entries;
    }
}
