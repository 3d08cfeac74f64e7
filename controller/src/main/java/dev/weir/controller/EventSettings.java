package dev.weir.controller;

import dev.weir.controller.cloudevents.Delivery;

/**
 * How CloudEvents are sent.
 *
 * @param clusterName how the cluster is called in the events of sources that name none; KEDA's {@code --k8s-cluster-name}
 */
public record EventSettings(String clusterName, Delivery delivery) {

    /** As KEDA calls a cluster that nobody named. */
    public static final String DEFAULT_CLUSTER_NAME = "kubernetes-default";

    public static final EventSettings DEFAULT = new EventSettings(DEFAULT_CLUSTER_NAME, Delivery.DEFAULT);
}
