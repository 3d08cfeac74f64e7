package dev.weir.controller.check;

import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.credentials.References;
import dev.weir.controller.credentials.User;
import dev.weir.scalers.stores.KeptAnswers.Known;
import dev.weir.scalers.stores.StoreAnswer;
import dev.weir.scalers.stores.StoreQuestion;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * References in the files, and the names of those that were asked for and are not there: they may well be in the cluster, so
 * they read as empty, and it is remembered that nobody knows.
 */
final class SeenReferences implements References {

    private static final StoreAnswer NOT_ASKED = new StoreAnswer(Map.of(), Duration.ZERO);

    private final References files;
    private final Set<String> unseen = new TreeSet<>();
    private final Set<String> notAsked = new TreeSet<>();

    SeenReferences(References files) {
        this.files = files;
    }

    /** What was not there since the last call. */
    Set<String> unseen() {
        Set<String> taken = new TreeSet<>(unseen);
        unseen.clear();
        return taken;
    }

    /** What was to be asked of stores since the last call. */
    Set<String> notAsked() {
        Set<String> taken = new TreeSet<>(notAsked);
        notAsked.clear();
        return taken;
    }

    @Override
    public Optional<Map<String, String>> secret(String namespace, String name) {
        return noted(files.secret(namespace, name), "Secret " + namespace + "/" + name, Map.of());
    }

    @Override
    public Optional<Map<String, String>> configMap(String namespace, String name) {
        return noted(files.configMap(namespace, name), "ConfigMap " + namespace + "/" + name, Map.of());
    }

    @Override
    public Optional<TriggerAuthenticationSpec> triggerAuthentication(String namespace, String name) {
        return noted(
                files.triggerAuthentication(namespace, name),
                "TriggerAuthentication " + namespace + "/" + name,
                new TriggerAuthenticationSpec());
    }

    @Override
    public Optional<TriggerAuthenticationSpec> clusterTriggerAuthentication(String name) {
        return noted(
                files.clusterTriggerAuthentication(name),
                "ClusterTriggerAuthentication " + name,
                new TriggerAuthenticationSpec());
    }

    /** One with values of wrong types is as good as none. */
    @Override
    public Optional<PodSpec> podTemplate(String namespace, TargetReference target) {
        Optional<PodSpec> found;
        try {
            found = files.podTemplate(namespace, target);
        } catch (IllegalArgumentException e) {
            found = Optional.empty();
        }
        if (found.isEmpty()) {
            unseen.add(target.kind() + " " + namespace + "/" + target.name());
        }
        return found;
    }

    @Override
    public Optional<Map<String, String>> serviceAccount(String namespace, String name) {
        return noted(files.serviceAccount(namespace, name), "ServiceAccount " + namespace + "/" + name, Map.of());
    }

    /** No store is asked for a check; what it would say is not known. */
    @Override
    public Known ask(User user, StoreQuestion question) {
        notAsked.add(question.label());
        return new Known(NOT_ASKED, null);
    }

    private <T> Optional<T> noted(Optional<T> found, String label, T empty) {
        if (found.isPresent()) {
            return found;
        }
        unseen.add(label);
        return Optional.of(empty);
    }
}
