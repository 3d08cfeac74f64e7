package dev.weir.controller.cloudevents;

import dev.weir.controller.api.CloudEventType;
import dev.weir.controller.kube.ObjectKey;
import java.util.Set;

/**
 * Who wants to be told of what, and where: a CloudEventSource that has no mistake. Two that are equal deliver alike.
 *
 * @param key without a namespace for a ClusterCloudEventSource
 * @param cluster how it calls the cluster
 * @param types that it takes
 */
public record EventSource(ObjectKey key, String cluster, Set<CloudEventType> types, Destination destination) {

    public EventSource {
        types = Set.copyOf(types);
    }

    boolean takes(CloudEventType type) {
        return types.contains(type);
    }
}
