package dev.weir.controller.credentials;

import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.scalers.stores.KeptAnswers.Known;
import dev.weir.scalers.stores.StoreQuestion;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cluster of what a test puts into it. */
public final class FakeReferences implements References {

    private final Map<String, Map<String, String>> secrets = new HashMap<>();
    private final Map<String, Map<String, String>> configMaps = new HashMap<>();
    private final Map<String, TriggerAuthenticationSpec> authentications = new HashMap<>();
    private final Map<String, Map<String, String>> accounts = new HashMap<>();
    private final Map<String, Known> stores = new HashMap<>();
    private final Set<User> users = new HashSet<>();
    private final Set<StoreQuestion> asked = new HashSet<>();
    private @Nullable PodSpec pods;

    public void secret(String namespace, String name, Map<String, String> entries) {
        secrets.put(namespace + "/" + name, entries);
    }

    public void configMap(String namespace, String name, Map<String, String> entries) {
        configMaps.put(namespace + "/" + name, entries);
    }

    /** A ClusterTriggerAuthentication if the namespace is empty. */
    public void authentication(String namespace, String name, TriggerAuthenticationSpec spec) {
        authentications.put(namespace + "/" + name, spec);
    }

    /** The pod template of every target. */
    public void pods(PodSpec template) {
        pods = template;
    }

    public void serviceAccount(String namespace, String name, Map<String, String> annotations) {
        accounts.put(namespace + "/" + name, annotations);
    }

    /** What is known of the answer to a question with this label; of others nothing is, yet. */
    public void store(String label, Known known) {
        stores.put(label, known);
    }

    /** Who has asked stores. */
    public Set<User> users() {
        return users;
    }

    /** What has been asked of stores. */
    public Set<StoreQuestion> asked() {
        return asked;
    }

    @Override
    public Optional<Map<String, String>> serviceAccount(String namespace, String name) {
        return Optional.ofNullable(accounts.get(namespace + "/" + name));
    }

    @Override
    public Known ask(User user, StoreQuestion question) {
        asked.add(question);
        users.add(user);
        return stores.getOrDefault(question.label(), Known.NOTHING);
    }

    @Override
    public Optional<Map<String, String>> secret(String namespace, String name) {
        return Optional.ofNullable(secrets.get(namespace + "/" + name));
    }

    @Override
    public Optional<Map<String, String>> configMap(String namespace, String name) {
        return Optional.ofNullable(configMaps.get(namespace + "/" + name));
    }

    @Override
    public Optional<TriggerAuthenticationSpec> triggerAuthentication(String namespace, String name) {
        return Optional.ofNullable(authentications.get(namespace + "/" + name));
    }

    @Override
    public Optional<TriggerAuthenticationSpec> clusterTriggerAuthentication(String name) {
        return Optional.ofNullable(authentications.get("/" + name));
    }

    @Override
    public Optional<PodSpec> podTemplate(String namespace, TargetReference target) {
        return Optional.ofNullable(pods);
    }
}
