package dev.weir.controller.credentials;

import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.scalers.stores.KeptAnswers.Known;
import dev.weir.scalers.stores.StoreQuestion;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Notes what one user reads. One thread at a time. */
final class NotedReferences implements References {

    private final References references;
    private final Set<Uses.Ref> refs = new HashSet<>();
    private final Set<StoreQuestion> questions = new HashSet<>();

    NotedReferences(References references) {
        this.references = references;
    }

    /** Makes known what was read, all of it and nothing else. */
    void tell(User user) {
        references.uses(user, refs, questions);
    }

    @Override
    public Optional<Map<String, String>> secret(String namespace, String name) {
        refs.add(new Uses.Ref("Secret", namespace, name));
        return references.secret(namespace, name);
    }

    @Override
    public Optional<Map<String, String>> configMap(String namespace, String name) {
        refs.add(new Uses.Ref("ConfigMap", namespace, name));
        return references.configMap(namespace, name);
    }

    @Override
    public Optional<TriggerAuthenticationSpec> triggerAuthentication(String namespace, String name) {
        return references.triggerAuthentication(namespace, name);
    }

    @Override
    public Optional<TriggerAuthenticationSpec> clusterTriggerAuthentication(String name) {
        return references.clusterTriggerAuthentication(name);
    }

    @Override
    public Optional<PodSpec> podTemplate(String namespace, TargetReference target) {
        return references.podTemplate(namespace, target);
    }

    @Override
    public Optional<Map<String, String>> serviceAccount(String namespace, String name) {
        return references.serviceAccount(namespace, name);
    }

    @Override
    public Known ask(User user, StoreQuestion question) {
        questions.add(question);
        return references.ask(user, question);
    }
}
