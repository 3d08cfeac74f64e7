package dev.weir.controller.credentials;

import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.scalers.stores.KeptAnswers.Known;
import dev.weir.scalers.stores.StoreQuestion;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What triggers may refer to. Calls may block, but never on anything outside of the cluster's API. */
public interface References {

    /** The decoded entries of a Secret; empty if there is none. */
    Optional<Map<String, String>> secret(String namespace, String name);

    /** The entries of a ConfigMap; empty if there is none. */
    Optional<Map<String, String>> configMap(String namespace, String name);

    Optional<TriggerAuthenticationSpec> triggerAuthentication(String namespace, String name);

    Optional<TriggerAuthenticationSpec> clusterTriggerAuthentication(String name);

    /** The pod template of a scale target; empty if there is no such object or it has none. */
    Optional<PodSpec> podTemplate(String namespace, TargetReference target);

    /** The annotations of a ServiceAccount; empty if there is none. */
    Optional<Map<String, String>> serviceAccount(String namespace, String name);

    /** What is known of something that a store outside of the cluster keeps; never waits for the store. */
    Known ask(User user, StoreQuestion question);

    /** What the user has read the last time: it is told of changes of these, and the answers to these are kept for it. */
    default void uses(User user, Set<Uses.Ref> refs, Set<StoreQuestion> questions) {}

    /** What the user was given may be wrong: stores are asked again. */
    default void doubt(User user) {}

    /** The scale target as resolved. */
    record TargetReference(String apiVersion, String kind, String name) {}
}
