package dev.weir.controller.cloudevents;

import dev.weir.controller.api.CloudEventType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened to an object, the same for all who are told.
 *
 * @param namespace of the object, empty if it has none
 * @param kind of the object
 * @param name of the object
 * @param reason of the Kubernetes event
 * @param id tells it from every other occurrence; sent again under the same one
 */
record Occurrence(
        CloudEventType type,
        String namespace,
        String kind,
        String name,
        String reason,
        String message,
        String id,
        Instant time) {

    /** Characters; a list of a thousand mistakes is cut. */
    private static final int LONGEST_MESSAGE = 16_384;

    static Occurrence of(
            CloudEventType type, HasMetadata object, String reason, String message, String id, Instant time) {
        return new Occurrence(
                type,
                Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
                object.getKind(),
                object.getMetadata().getName(),
                reason,
                message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…",
                id,
                time);
    }
}
