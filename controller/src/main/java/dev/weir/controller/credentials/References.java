package dev.weir.controller.credentials;

import dev.weir.controller.api.TriggerAuthenticationSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;
import java.util.Optional;

/** What triggers may refer to. Calls may block. */
public interface References {

    /** The decoded entries of a Secret; empty if there is none. */
    Optional<Map<String, String>> secret(String namespace, String name);

    /** The entries of a ConfigMap; empty if there is none. */
    Optional<Map<String, String>> configMap(String namespace, String name);

    Optional<TriggerAuthenticationSpec> triggerAuthentication(String namespace, String name);

    Optional<TriggerAuthenticationSpec> clusterTriggerAuthentication(String name);

    /** The pod template of a scale target; empty if there is no such object or it has none. */
    Optional<PodSpec> podTemplate(String namespace, TargetReference target);

    /** The scale target as resolved. */
    record TargetReference(String apiVersion, String kind, String name) {}
}
