package dev.weir.jmh.activation;

import dev.weir.controller.api.ScaledObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a cluster that a run has for itself: a namespace, and the way from the API server to Weir's metrics. The
 * resource definitions are put there where they are missing, and stay: with them everybody's objects would go.
 */
final class Ground {

    private static final Logger LOG = LoggerFactory.getLogger(Ground.class);
    private static final List<String> DEFINITIONS =
            List.of("scaledobjects", "scaledjobs", "triggerauthentications", "clustertriggerauthentications");
    private static final String METRICS_API = "v1beta1.external.metrics.k8s.io";
    private static final int ESTABLISHED_SECONDS = 30;
    private static final int AGGREGATED_SECONDS = 60;
    private static final int GONE_SECONDS = 120;
    private static final long BETWEEN_MILLIS = 500;

    private final KubernetesClient client;
    private final LongSupplier nanos;
    private final String namespace;

    private Ground(KubernetesClient client, LongSupplier nanos, String namespace) {
        this.client = client;
        this.nanos = nanos;
        this.namespace = namespace;
    }

    /** Fails where somebody serves external metrics already: that one would scale the objects too, or be cut off. */
    static Ground prepare(KubernetesClient client, LongSupplier nanos) throws IOException {
        if (metricsApi(client).get() != null) {
            throw new IOException("the cluster has an APIService " + METRICS_API
                    + " already, so a KEDA or a Weir runs there; measure on a cluster that has none");
        }
        for (String definition : DEFINITIONS) {
            define(client, definition);
        }
        HasMetadata namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("weir-activation-")
                        .endMetadata()
                        .build())
                .create();
        return new Ground(client, nanos, namespace.getMetadata().getName());
    }

    private static void define(KubernetesClient client, String plural) throws IOException {
        try (InputStream file = Ground.class.getResourceAsStream("/crds/keda.sh_" + plural + ".yaml")) {
            CustomResourceDefinition definition = client.getKubernetesSerialization()
                    .unmarshal(Objects.requireNonNull(file), CustomResourceDefinition.class);
            Resource<CustomResourceDefinition> there = client.resource(definition);
            if (there.get() == null) {
                there.create();
                there.waitUntilCondition(Ground::established, ESTABLISHED_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static boolean established(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(is -> is.getType().equals("Established")
                                && is.getStatus().equals("True"));
    }

    String namespace() {
        return namespace;
    }

    /** Has the API server ask Weir, on this machine's loopback, for external metrics. */
    void aggregate(int port) throws IOException, InterruptedException {
        String manifests = """
                apiVersion: v1
                kind: Service
                metadata: {name: weir, namespace: %1$s}
                spec: {type: ExternalName, externalName: localhost, ports: [{port: %2$d}]}
                ---
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata: {name: %3$s}
                spec:
                  group: external.metrics.k8s.io
                  version: v1beta1
                  groupPriorityMinimum: 100
                  versionPriority: 100
                  insecureSkipTLSVerify: true
                  service: {name: weir, namespace: %1$s, port: %2$d}
                """.formatted(namespace, port, METRICS_API);
        for (HasMetadata item : client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            client.resource(item).create();
        }
        if (!eventually(AGGREGATED_SECONDS, this::aggregated)) {
            throw new IOException("the API server does not reach Weir at localhost:" + port + " within "
                    + AGGREGATED_SECONDS + " s; it must run on this machine");
        }
    }

    private boolean aggregated() {
        try {
            return client.raw("/apis/external.metrics.k8s.io/v1beta1") != null;
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    private static Resource<?> metricsApi(KubernetesClient client) {
        return client.genericKubernetesResources("apiregistration.k8s.io/v1", "APIService")
                .withName(METRICS_API);
    }

    /** While Weir still runs: it lets the objects go. Those that it does not are let go without it. */
    void clear() throws InterruptedException {
        var objects = client.resources(ScaledObject.class).inNamespace(namespace);
        objects.delete();
        if (!eventually(GONE_SECONDS, () -> objects.list().getItems().isEmpty())) {
            LOG.warn("Weir has not let all ScaledObjects go within {} s", GONE_SECONDS);
            for (ScaledObject object : objects.list().getItems()) {
                client.resource(object)
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
            }
        }
    }

    /** Takes away the rest, the way to the metrics first: a namespace does not go while an APIService leads nowhere. */
    void remove() throws InterruptedException {
        metricsApi(client).delete();
        client.namespaces().withName(namespace).delete();
        if (!eventually(
                GONE_SECONDS, () -> client.namespaces().withName(namespace).get() == null)) {
            LOG.warn("namespace {} is not gone within {} s; it goes by itself", namespace, GONE_SECONDS);
        }
    }

    private boolean eventually(int seconds, BooleanSupplier so) throws InterruptedException {
        long deadline = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
        while (!so.getAsBoolean()) {
            if (nanos.getAsLong() > deadline) {
                return false;
            }
            Thread.sleep(BETWEEN_MILLIS);
        }
        return true;
    }
}
