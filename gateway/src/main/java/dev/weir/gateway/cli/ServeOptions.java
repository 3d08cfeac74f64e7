package dev.weir.gateway.cli;

import dev.weir.gateway.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code weir serve} was asked for.
 *
 * @param kubeconfig the cluster; empty for the one we run in, or the usual kubeconfig
 * @param objects a folder of ScaledObjects to serve without a cluster; excludes {@code kubeconfig}
 * @param namespaces those to watch; empty for all
 * @param caDirectories folders of PEM files that every TLS client of a trigger trusts besides the system's
 * @param fileRoot the folder below which ClusterTriggerAuthentications may read files; empty for none
 * @param clusterName how CloudEvents call the cluster
 * @param settings of the gateway
 * @param keda what else KEDA's flags say
 */
public record ServeOptions(
        Optional<Path> kubeconfig,
        Optional<Path> objects,
        List<String> namespaces,
        List<Path> caDirectories,
        Optional<Path> fileRoot,
        String clusterName,
        Settings settings,
        KedaOptions keda) {

    public ServeOptions {
        namespaces = List.copyOf(namespaces);
        caDirectories = List.copyOf(caDirectories);
    }

    /** With what KEDA's variables say about our TLS ports. */
    public ServeOptions secured(Map<String, String> environment) {
        return new ServeOptions(
                kubeconfig,
                objects,
                namespaces,
                caDirectories,
                fileRoot,
                clusterName,
                settings.secured(environment),
                keda);
    }
}
