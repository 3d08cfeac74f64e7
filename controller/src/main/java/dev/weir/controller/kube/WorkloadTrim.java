package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;

/**
 * Takes away what is of no use to an autoscaler before a workload is kept in memory: a cluster has many of them, and most of
 * their size is volumes, probes and placement. What stays are replicas, labels, and of the pods what parameters, credentials
 * and requests are read from.
 */
final class WorkloadTrim {

    /** The whole object once more, as {@code kubectl apply} left it. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private WorkloadTrim() {}

    static void deployment(Deployment deployment) {
        annotations(deployment.getMetadata().getAnnotations());
        if (deployment.getStatus() != null) {
            deployment.getStatus().setConditions(List.of());
        }
        if (deployment.getSpec() != null) {
            template(deployment.getSpec().getTemplate());
        }
    }

    static void statefulSet(StatefulSet set) {
        annotations(set.getMetadata().getAnnotations());
        if (set.getStatus() != null) {
            set.getStatus().setConditions(List.of());
        }
        if (set.getSpec() != null) {
            set.getSpec().setVolumeClaimTemplates(List.of());
            template(set.getSpec().getTemplate());
        }
    }

    private static void annotations(Map<String, String> annotations) {
        if (annotations != null) {
            annotations.remove(LAST_APPLIED);
        }
    }

    private static void template(PodTemplateSpec template) {
        if (template == null || template.getSpec() == null) {
            return;
        }
        PodSpec pods = template.getSpec();
        pods.setAffinity(null);
        pods.setSecurityContext(null);
        pods.setTolerations(List.of());
        pods.setTopologySpreadConstraints(List.of());
        pods.setVolumes(List.of());
        pods.getContainers().forEach(WorkloadTrim::container);
        pods.getInitContainers().forEach(WorkloadTrim::container);
    }

    private static void container(Container container) {
        container.setArgs(List.of());
        container.setCommand(List.of());
        container.setLifecycle(null);
        container.setLivenessProbe(null);
        container.setPorts(List.of());
        container.setReadinessProbe(null);
        container.setSecurityContext(null);
        container.setStartupProbe(null);
        container.setVolumeDevices(List.of());
        container.setVolumeMounts(List.of());
    }
}
