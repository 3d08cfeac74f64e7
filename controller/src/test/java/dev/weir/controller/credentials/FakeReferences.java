package dev.weir.controller.credentials;

import dev.weir.controller.api.TriggerAuthenticationSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster of what a test puts into it. */
public final class FakeReferences implements References {

    private final Map<String, Map<String, String>> secrets = new HashMap<>();
    private final Map<String, Map<String, String>> configMaps = new HashMap<>();
    private final Map<String, TriggerAuthenticationSpec> authentications = new HashMap<>();
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
