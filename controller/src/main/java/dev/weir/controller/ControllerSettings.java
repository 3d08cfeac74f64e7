package dev.weir.controller;

import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Selectors;

/**
 * How the operator runs.
 *
 * @param namespaces that are watched
 * @param selectors which of the objects there are looked after
 * @param leadership the Lease, and how fast it changes hands
 * @param clusterObjectNamespace where Secrets of ClusterTriggerAuthentications are read; KEDA's KEDA_CLUSTER_OBJECT_NAMESPACE.
 *     CloudEvents name it as their source
 * @param workers threads of each work queue for ScaledObjects and ScaledJobs
 * @param scalers what trigger types are given
 * @param events how CloudEvents are sent
 * @param version of Weir, written into labels
 */
public record ControllerSettings(
        Namespaces namespaces,
        Selectors selectors,
        Leadership.Settings leadership,
        String clusterObjectNamespace,
        int workers,
        ScalerSettings scalers,
        EventSettings events,
        String version) {

    /** A write takes an API server some 30 ms when it has much to do: enough for a thousand a second even then. */
    public static final int DEFAULT_WORKERS = 32;
}
