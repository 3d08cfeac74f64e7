package dev.weir.controller;

import dev.weir.controller.credentials.CredentialSettings;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Selectors;

/**
 * How the operator runs.
 *
 * @param namespaces that are watched
 * @param selectors which of the objects there are looked after
 * @param leadership the Lease, and how fast it changes hands
 * @param credentials where they may come from. CloudEvents name its cluster object namespace as their source
 * @param workers threads of each work queue for ScaledObjects and ScaledJobs
 * @param scalers what trigger types are given
 * @param events how CloudEvents are sent
 * @param version of Weir, written into labels
 */
public record ControllerSettings(
        Namespaces namespaces,
        Selectors selectors,
        Leadership.Settings leadership,
        CredentialSettings credentials,
        int workers,
        ScalerSettings scalers,
        EventSettings events,
        String version) {

    /** A write takes an API server some 30 ms when it has much to do: enough for a thousand a second even then. */
    public static final int DEFAULT_WORKERS = 32;

    /** With credentials from wherever KEDA takes them when nothing is set. */
    public ControllerSettings(
            Namespaces namespaces,
            Selectors selectors,
            Leadership.Settings leadership,
            String clusterObjectNamespace,
            int workers,
            ScalerSettings scalers,
            EventSettings events,
            String version) {
        this(
                namespaces,
                selectors,
                leadership,
                CredentialSettings.of(clusterObjectNamespace),
                workers,
                scalers,
                events,
                version);
    }

    /** Where what is referred to by cluster-wide objects is read; KEDA's KEDA_CLUSTER_OBJECT_NAMESPACE. */
    public String clusterObjectNamespace() {
        return credentials.clusterObjectNamespace();
    }
}
