package dev.weir.controller.admission;

import dev.weir.controller.api.CloudEventSource;
import dev.weir.controller.api.ClusterCloudEventSource;
import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** The rules of each kind, by the object: what it must fulfil by itself, whatever else is in the cluster. */
public final class ObjectRules {

    private ObjectRules() {}

    /** Every problem; empty if there is none, or the kind has no rules. */
    public static List<Problem> problems(HasMetadata object) {
        if (object instanceof ScaledObject scaled) {
            return ScaledObjectRules.problems(scaled);
        }
        if (object instanceof ScaledJob job) {
            return ScaledJobRules.problems(job);
        }
        if (object instanceof TriggerAuthentication authentication) {
            return TriggerAuthenticationRules.problems(authentication.getSpec());
        }
        if (object instanceof ClusterTriggerAuthentication authentication) {
            return TriggerAuthenticationRules.problems(authentication.getSpec());
        }
        if (object instanceof CloudEventSource source) {
            return CloudEventSourceRules.problems(source.getSpec());
        }
        return object instanceof ClusterCloudEventSource source
                ? CloudEventSourceRules.problems(source.getSpec())
                : List.of();
    }
}
