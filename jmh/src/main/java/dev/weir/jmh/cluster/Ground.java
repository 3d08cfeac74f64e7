package dev.weir.jmh.cluster;

import dev.weir.controller.api.ScaledObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
public final class Ground {

    private static final Logger LOG = LoggerFactory.getLogger(Ground.class);
    private static final List<String> DEFINITIONS =
            List.of("scaledobjects", "scaledjobs", "triggerauthentications", "clustertriggerauthentications");
    private static final String OURS = "weir-load-";
    private static final String EXTERNAL = "external.metrics.k8s.io";
    private static final int ESTABLISHED_SECONDS = 30;
    private static final int AGGREGATED_SECONDS = 60;
    private static final int SETTLED_SECONDS = 300;
    private static final int GONE_SECONDS = 120;
    private static final int GONE_PER_SECOND = 20;
    private static final long BETWEEN_MILLIS = 500;
    private static final ListOptions ONE =
            new ListOptionsBuilder().withLimit(1L).build();

    private final KubernetesClient client;
    private final LongSupplier nanos;
    private final String namespace;
    private final List<String> groups = new ArrayList<>();
    private int objects;

    private Ground(KubernetesClient client, LongSupplier nanos, String namespace) {
        this.client = client;
        this.nanos = nanos;
        this.namespace = namespace;
    }

    /**
     * Fails where somebody serves external metrics already: that one would scale the objects too, or be cut off. Waits until
     * what earlier runs have left is gone, since that keeps an API server busy.
     *
     * @param purpose goes into the name of the namespace
     */
    public static Ground prepare(KubernetesClient client, String purpose, LongSupplier nanos)
            throws IOException, InterruptedException {
        if (api(client, EXTERNAL).get() != null) {
            throw new IOException("the cluster has an APIService " + name(EXTERNAL)
                    + " already, so a KEDA or a Weir runs there; measure on a cluster that has none");
        }
        for (String definition : DEFINITIONS) {
            define(client, definition);
        }
        if (!eventually(nanos, SETTLED_SECONDS, () -> settled(client))) {
            LOG.warn("what an earlier run has left is still ending after {} s", SETTLED_SECONDS);
        }
        HasMetadata namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName(OURS + purpose + "-")
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

    public String namespace() {
        return namespace;
    }

    /** Has the API server ask Weir, on this machine's loopback, for external metrics. */
    public void aggregate(int port) throws IOException, InterruptedException {
        aggregate(EXTERNAL, port);
    }

    /** Has the API server ask a port of this machine's loopback for a group of APIs; it is taken away with the rest. */
    public void aggregate(String group, int port) throws IOException, InterruptedException {
        groups.add(group);
        String manifests = """
                apiVersion: v1
                kind: Service
                metadata: {name: port-%2$d, namespace: %1$s}
                spec: {type: ExternalName, externalName: localhost, ports: [{port: %2$d}]}
                ---
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata: {name: %3$s}
                spec:
                  group: %4$s
                  version: v1beta1
                  groupPriorityMinimum: 100
                  versionPriority: 100
                  insecureSkipTLSVerify: true
                  service: {name: port-%2$d, namespace: %1$s, port: %2$d}
                """.formatted(namespace, port, name(group), group);
        for (HasMetadata item : client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            client.resource(item).create();
        }
        if (!eventually(AGGREGATED_SECONDS, () -> aggregated(group))) {
            throw new IOException("the API server does not reach localhost:" + port + " within " + AGGREGATED_SECONDS
                    + " s; it must run on this machine");
        }
    }

    private boolean aggregated(String group) {
        try {
            return client.raw("/apis/" + group + "/v1beta1") != null;
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    private static Resource<?> api(KubernetesClient client, String group) {
        return client.genericKubernetesResources("apiregistration.k8s.io/v1", "APIService")
                .withName(name(group));
    }

    private static String name(String group) {
        return "v1beta1." + group;
    }

    /**
     * While Weir still runs: it lets the objects go. Those that it does not are let go without it.
     *
     * @param count how many there are
     */
    public void clear(int count) throws InterruptedException {
        objects = count;
        if (!eventually(seconds(), this::cleared)) {
            LOG.warn("Weir has not let all ScaledObjects go within {} s", seconds());
            for (ScaledObject object : scaledObjects().list().getItems()) {
                client.resource(object)
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
            }
        }
    }

    /** An API server does not delete many objects within the time it gives one request. */
    private boolean cleared() {
        List<ScaledObject> left = scaledObjects().list(ONE).getItems();
        if (!left.isEmpty() && left.get(0).getMetadata().getDeletionTimestamp() == null) {
            try {
                scaledObjects().delete();
            } catch (KubernetesClientException overtaxed) {
                LOG.debug("deleting goes on", overtaxed);
            }
        }
        return left.isEmpty();
    }

    private NonNamespaceOperation<ScaledObject, KubernetesResourceList<ScaledObject>, Resource<ScaledObject>>
            scaledObjects() {
        return client.resources(ScaledObject.class).inNamespace(namespace);
    }

    private int seconds() {
        return GONE_SECONDS + objects / GONE_PER_SECOND;
    }

    /**
     * Takes away the rest, the way to the metrics first: a namespace does not go while an APIService leads nowhere. What is in
     * the namespace goes by itself; whoever prepares the next ground waits for it.
     */
    public void remove() {
        groups.forEach(group -> api(client, group).delete());
        client.namespaces().withName(namespace).delete();
    }

    private static boolean settled(KubernetesClient client) {
        return client.namespaces().list().getItems().stream()
                .map(HasMetadata::getMetadata)
                .noneMatch(is -> is.getName().startsWith(OURS) && is.getDeletionTimestamp() != null);
    }

    private boolean eventually(int seconds, BooleanSupplier so) throws InterruptedException {
        return eventually(nanos, seconds, so);
    }

    private static boolean eventually(LongSupplier nanos, int seconds, BooleanSupplier so) throws InterruptedException {
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
