package dev.weir.controller.cloudevents;

import dev.weir.controller.api.CloudEventType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * From the reason of a Kubernetes event to the type of the CloudEvent that tells the same. Scaling, fallbacks and what
 * scalers say have none.
 */
final class EventTypes {

    private record Told(String kind, String reason) {}

    private static final Map<Told, CloudEventType> TYPES = new HashMap<>();

    static {
        scaled("ScaledObject", "SCALED_OBJECT");
        scaled("ScaledJob", "SCALED_JOB");
        for (String step : List.of("Started", "Completed", "Failed")) {
            put("ScaledJob", "ScaledJobRolloutCleanup" + step, "SCALED_JOB_ROLLOUT_CLEANUP_" + step);
        }
        authentication("TriggerAuthentication", "TRIGGER_AUTHENTICATION");
        authentication("ClusterTriggerAuthentication", "CLUSTER_TRIGGER_AUTHENTICATION");
    }

    private EventTypes() {}

    private static void scaled(String kind, String types) {
        put(kind, kind + "Ready", types + "_READY");
        put(kind, kind + "CheckFailed", types + "_FAILED");
        put(kind, kind + "UpdateFailed", types + "_FAILED");
        put(kind, kind + "Deleted", types + "_REMOVED");
        put(kind, kind + "Paused", types + "_PAUSED");
        put(kind, kind + "Unpaused", types + "_UNPAUSED");
    }

    /** Of an update both kinds tell under the reason of the cluster-wide one. */
    private static void authentication(String kind, String types) {
        put(kind, kind + "Added", types + "_CREATED");
        put(kind, "ClusterTriggerAuthenticationUpdated", types + "_UPDATED");
        put(kind, kind + "Deleted", types + "_REMOVED");
    }

    private static void put(String kind, String reason, String type) {
        TYPES.put(new Told(kind, reason), CloudEventType.valueOf(type.toUpperCase(Locale.ROOT)));
    }

    static Optional<CloudEventType> of(String kind, String reason) {
        return Optional.ofNullable(TYPES.get(new Told(kind, reason)));
    }
}
