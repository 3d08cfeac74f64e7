package dev.weir.controller.credentials;

import dev.weir.controller.api.AuthPodIdentity;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.TriggerSentence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identity an authentication names. What would need the workload's own identity is refused: to use Weir's instead would
 * ask with rights that nobody gave to the workload.
 *
 * @param label of the authentication, for problems
 */
record PodIdentities(String label, @Nullable AuthPodIdentity given) {

    PodIdentity identity() {
        if (given == null || given.getProvider() == null) {
            return PodIdentity.NONE;
        }
        Map<String, String> settings = new HashMap<>();
        put(settings, "identityId", given.getIdentityId());
        put(settings, "identityTenantId", given.getIdentityTenantId());
        put(settings, "identityAuthorityHost", given.getIdentityAuthorityHost());
        put(settings, "roleArn", given.getRoleArn());
        put(settings, "externalID", given.getExternalID());
        return new PodIdentity(given.getProvider(), settings);
    }

    List<String> problems() {
        if (given == null) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        if ("aws-eks".equals(given.getProvider())) {
            problems.add(label + ": podIdentity.provider \"aws-eks\" is " + TriggerSentence.NOT_YET
                    + "; accepted is one of aws," + " azure-workload, gcp, none");
        }
        if ("aws".equals(given.getProvider()) && "workload".equals(given.getIdentityOwner())) {
            problems.add(label + ": podIdentity.identityOwner \"workload\" is " + TriggerSentence.NOT_YET
                    + "; accepted is keda");
            if (given.getRoleArn() != null && !given.getRoleArn().isEmpty()) {
                problems.add(label + ": podIdentity.roleArn cannot be used together with identityOwner \"workload\";"
                        + " give one of the two");
            }
        }
        return problems;
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
