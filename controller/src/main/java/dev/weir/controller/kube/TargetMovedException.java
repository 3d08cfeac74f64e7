package dev.weir.controller.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Somebody else has scaled the target since it was looked at: what is to be done has to be decided anew. */
public final class TargetMovedException extends KubernetesClientException {

    private static final long serialVersionUID = 1L;

    TargetMovedException(String message) {
        super(message, HttpURLConnection.HTTP_CONFLICT, null);
    }
}
