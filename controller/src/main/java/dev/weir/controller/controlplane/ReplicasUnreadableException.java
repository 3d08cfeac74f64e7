package dev.weir.controller.controlplane;

import dev.weir.controller.kube.ApiFailure;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** How many replicas the target has cannot be told now; what is left is to try again. */
final class ReplicasUnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplicasUnreadableException(KubernetesClientException cause) {
        super(ApiFailure.sentence(cause), cause, false, false);
    }
}
