package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

final class WorkloadTrimTest {

    private static final String KEPT = """
            metadata:
              name: web
              labels: {app: web}
              annotations:
                team: front
                %s
            spec:
              replicas: 3
              selector:
                matchLabels: {app: web}
              template:
                metadata:
                  labels: {app: web}
                spec:
                  serviceAccountName: web
                  %s
                  initContainers:
                    - name: side
                      restartPolicy: Always
                      resources: {requests: {cpu: 50m}}
                      %s
                  containers:
                    - name: main
                      image: web:1
                      env: [{name: HOST, value: db}]
                      envFrom: [{secretRef: {name: web}}]
                      resources: {requests: {cpu: 100m}, limits: {memory: 1Gi}}
                      %s
            status:
              readyReplicas: 2
              %s
            """;

    private static final String[] NOTHING = {"", "", "", "", ""};

    private static final String[] MUCH = {
        "kubectl.kubernetes.io/last-applied-configuration: '{}'",
        """
        volumes: [{name: v, emptyDir: {}}]
                  tolerations: [{key: k, operator: Exists}]
                  securityContext: {runAsUser: 1}
                  affinity: {nodeAffinity: {}}
                  topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]
        """.strip(),
        "volumeMounts: [{name: v, mountPath: /v}]",
        """
        command: [run]
                      args: [fast]
                      ports: [{containerPort: 80}]
                      livenessProbe: {httpGet: {path: /, port: 80}}
                      readinessProbe: {httpGet: {path: /, port: 80}}
                      startupProbe: {httpGet: {path: /, port: 80}}
                      lifecycle: {preStop: {exec: {command: [stop]}}}
                      securityContext: {privileged: false}
                      volumeMounts: [{name: v, mountPath: /v}]
                      volumeDevices: [{name: d, devicePath: /d}]
        """.strip(),
        "conditions: [{type: Available, status: 'True'}]"
    };

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void keepsOfADeploymentWhatIsRead() {
        Deployment trimmed = parsed("Deployment", Deployment.class, MUCH);
        WorkloadTrim.deployment(trimmed);

        assertEquals(parsed("Deployment", Deployment.class, NOTHING), trimmed);
    }

    @Test
    void keepsOfAStatefulSetWhatIsRead() {
        StatefulSet trimmed = parsed("StatefulSet", StatefulSet.class, MUCH);
        WorkloadTrim.statefulSet(trimmed);

        assertEquals(parsed("StatefulSet", StatefulSet.class, NOTHING), trimmed);
    }

    @Test
    void managesWithoutATemplate() {
        Deployment bare = new Deployment();
        bare.setMetadata(new ObjectMeta());
        WorkloadTrim.deployment(bare);

        assertEquals(new ObjectMeta(), bare.getMetadata());
    }

    private <T> T parsed(String kind, Class<T> type, String... parts) {
        return serialization.unmarshal(
                "apiVersion: apps/v1\nkind: " + kind + "\n" + KEPT.formatted((Object[]) parts), type);
    }
}
