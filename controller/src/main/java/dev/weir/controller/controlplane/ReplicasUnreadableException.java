package dev.weir.controller.controlplane;

import dev.weir.controller.kube.ApiFailure;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** How many replicas the target has cannot be told now; what is left is to try again. */
final class ReplicasUnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    ReplicasUnreadableException(KubernetesClientException cause) {
        this(ApiFailure.sentence(cause), cause);
    }

    private ReplicasUnreadableException(String sentence, KubernetesClientException cause) {
        super(sentence, cause, false, false);
        this.sentence = sentence;
    }

    /** Why, in the API server's words. */
    String sentence() {
        return sentence;
    }
}
