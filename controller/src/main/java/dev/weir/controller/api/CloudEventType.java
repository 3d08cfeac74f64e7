package dev.weir.controller.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What CloudEvents tell of. In resources the types are strings, since a later schema may know more. */
public enum CloudEventType {
    SCALED_OBJECT_READY("keda.scaledobject.ready.v1"),
    SCALED_OBJECT_FAILED("keda.scaledobject.failed.v1"),
    SCALED_OBJECT_REMOVED("keda.scaledobject.removed.v1"),
    SCALED_OBJECT_PAUSED("keda.scaledobject.paused.v1"),
    SCALED_OBJECT_UNPAUSED("keda.scaledobject.unpaused.v1"),
    SCALED_JOB_READY("keda.scaledjob.ready.v1"),
    SCALED_JOB_FAILED("keda.scaledjob.failed.v1"),
    SCALED_JOB_REMOVED("keda.scaledjob.removed.v1"),
    SCALED_JOB_PAUSED("keda.scaledjob.paused.v1"),
    SCALED_JOB_UNPAUSED("keda.scaledjob.unpaused.v1"),
    SCALED_JOB_ROLLOUT_CLEANUP_STARTED("keda.scaledjob.rolloutcleanup.started.v1"),
    SCALED_JOB_ROLLOUT_CLEANUP_COMPLETED("keda.scaledjob.rolloutcleanup.completed.v1"),
    SCALED_JOB_ROLLOUT_CLEANUP_FAILED("keda.scaledjob.rolloutcleanup.failed.v1"),
    TRIGGER_AUTHENTICATION_CREATED("keda.authentication.triggerauthentication.created.v1"),
    TRIGGER_AUTHENTICATION_UPDATED("keda.authentication.triggerauthentication.updated.v1"),
    TRIGGER_AUTHENTICATION_REMOVED("keda.authentication.triggerauthentication.removed.v1"),
    CLUSTER_TRIGGER_AUTHENTICATION_CREATED("keda.authentication.clustertriggerauthentication.created.v1"),
    CLUSTER_TRIGGER_AUTHENTICATION_UPDATED("keda.authentication.clustertriggerauthentication.updated.v1"),
    CLUSTER_TRIGGER_AUTHENTICATION_REMOVED("keda.authentication.clustertriggerauthentication.removed.v1");

    private final String value;

    CloudEventType(String value) {
        this.value = value;
    }

    /** As the event's {@code type}. */
    public String value() {
        return value;
    }

    /** The type of this value; empty if there is none. */
    public static Optional<CloudEventType> of(String value) {
        return Arrays.stream(values()).filter(type -> type.value.equals(value)).findFirst();
    }

    /** All values in the order of the schema. */
    public static List<String> all() {
        return Arrays.stream(values()).map(CloudEventType::value).toList();
    }
}
