package dev.weir.controller.kube;

/**
 * Which of the objects in the watched namespaces are looked after, by their labels in the API server's own notation; empty
 * for all of them. Several operators can so share a cluster, each with a Lease of its own.
 *
 * @param objects ScaledObjects, ScaledJobs and HPAs; KEDA's WATCH_LABEL_SELECTOR
 * @param authentications TriggerAuthentications and ClusterTriggerAuthentications; KEDA's
 *     WATCH_LABEL_SELECTOR_FOR_TRIGGERAUTH
 */
public record Selectors(String objects, String authentications) {

    public static final Selectors ALL = new Selectors("", "");
}
