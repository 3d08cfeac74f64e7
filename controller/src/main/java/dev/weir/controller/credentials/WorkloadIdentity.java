package dev.weir.controller.credentials;

import dev.weir.controller.api.AuthPodIdentity;
import dev.weir.scalers.spi.PodIdentity;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The identity an authentication names: Weir's own, one that it may take on, or the target's. The target's role is written
 * on its ServiceAccount, and Weir must be allowed to assume it.
 */
final class WorkloadIdentity {

    /** Stands in every problem with the target's own identity. */
    static final String OF_TARGET = ": the target";

    private static final String ROLE = "eks.amazonaws.com/role-arn";

    private final References references;
    private final Gathered gathered;
    private final String namespace;
    private final Supplier<Optional<PodSpec>> pods;

    /** @param pods of the target, asked for when the identity is the target's */
    WorkloadIdentity(References references, Gathered gathered, String namespace, Supplier<Optional<PodSpec>> pods) {
        this.references = references;
        this.gathered = gathered;
        this.namespace = namespace;
        this.pods = pods;
    }

    /** @param field that names it, for problems */
    PodIdentity identity(String field, @Nullable AuthPodIdentity given) {
        if (given == null || given.getProvider() == null) {
            return PodIdentity.NONE;
        }
        Map<String, String> settings = new HashMap<>();
        put(settings, "identityId", given.getIdentityId());
        put(settings, "identityTenantId", given.getIdentityTenantId());
        put(settings, "identityAuthorityHost", given.getIdentityAuthorityHost());
        put(settings, "roleArn", given.getRoleArn());
        put(settings, "externalID", given.getExternalID());
        boolean targets = given.getProvider().equals("aws") && "workload".equals(given.getIdentityOwner());
        if (targets && !settings.getOrDefault("roleArn", "").isEmpty()) {
            gathered.problem(field + ".roleArn cannot be used together with identityOwner \"workload\"; give one of the"
                    + " two");
        } else if (targets || given.getProvider().equals("aws-eks")) {
            role(field, targets).ifPresent(role -> settings.put("roleArn", role));
        }
        return new PodIdentity(given.getProvider(), settings);
    }

    /** @param required whether it is a problem that there is none */
    private Optional<String> role(String field, boolean required) {
        Optional<PodSpec> template = pods.get();
        if (template.isEmpty()) {
            gathered.problem(field + OF_TARGET + " has no pod template that would name a ServiceAccount");
            return Optional.empty();
        }
        String named = Objects.requireNonNullElse(template.get().getServiceAccountName(), "");
        String account = named.isEmpty() ? "default" : named;
        Optional<Map<String, String>> annotations = references.serviceAccount(namespace, account);
        String role = annotations.map(found -> found.getOrDefault(ROLE, "")).orElse("");
        String label = "ServiceAccount " + namespace + "/" + account;
        if (annotations.isEmpty()) {
            gathered.problem(field + OF_TARGET + "'s " + label + " does not exist");
        } else if (role.isEmpty() && required) {
            gathered.problem(field + OF_TARGET + "'s " + label + " has no annotation " + ROLE);
        }
        return role.isEmpty() ? Optional.empty() : Optional.of(role);
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
