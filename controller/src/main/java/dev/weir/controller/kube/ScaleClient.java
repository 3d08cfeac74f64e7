package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads and writes the {@code /scale} of any kind that has one. Calls block and may come from any worker thread. What the
 * API server says of a kind is remembered; what it does not know is asked again.
 */
public final class ScaleClient {

    private static final Map<String, String> APPS = Map.of("Deployment", "deployments", "StatefulSet", "statefulsets");

    private final KubernetesClient client;
    private final Map<String, ResourceKind> kinds = new ConcurrentHashMap<>();

    public ScaleClient(KubernetesClient client) {
        this.client = client;
    }

    /** The kind with its plural; empty if the API server does not serve it. */
    public Optional<ResourceKind> resolve(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String version = apiVersion.substring(slash + 1);
        if (APPS.containsKey(kind)) {
            return Optional.of(new ResourceKind(group, version, kind, APPS.get(kind)));
        }
        String id = apiVersion + "." + kind;
        ResourceKind known = kinds.get(id);
        if (known == null) {
            known = discover(apiVersion, kind)
                    .map(resource -> new ResourceKind(group, version, kind, resource.getName()))
                    .orElse(null);
            if (known != null) {
                kinds.put(id, known);
            }
        }
        return Optional.ofNullable(known);
    }

    private Optional<APIResource> discover(String apiVersion, String kind) {
        APIResourceList served = client.getApiResources(apiVersion);
        return served == null
                ? Optional.empty()
                : served.getResources().stream()
                        .filter(resource -> resource.getKind().equals(kind)
                                && !resource.getName().contains("/"))
                        .findFirst();
    }

    /** The current scale; empty if the object does not exist or its kind has no {@code /scale}. */
    public Optional<Scale> read(ResourceKind kind, ObjectKey key) {
        try {
            return Optional.ofNullable(resource(kind, key).scale());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** How many pods of a scale are running and ready; empty if the scale does not say which pods are its own. */
    public OptionalInt readyPods(String namespace, Scale scale) {
        String selector = scale.getStatus() == null ? null : scale.getStatus().getSelector();
        if (selector == null || selector.isEmpty()) {
            return OptionalInt.empty();
        }
        ListOptions options =
                new ListOptionsBuilder().withLabelSelector(selector).build();
        return OptionalInt.of((int) client.pods().inNamespace(namespace).list(options).getItems().stream()
                .filter(ScaleClient::runsAndIsReady)
                .count());
    }

    private static boolean runsAndIsReady(Pod pod) {
        return pod.getStatus() != null
                && "Running".equals(pod.getStatus().getPhase())
                && pod.getStatus().getConditions().stream()
                        .anyMatch(is -> "Ready".equals(is.getType()) && "True".equals(is.getStatus()));
    }

    public boolean exists(ResourceKind kind, ObjectKey key) {
        return resource(kind, key).get() != null;
    }

    /** The whole object, whatever it is. */
    public Optional<GenericKubernetesResource> object(ResourceKind kind, ObjectKey key) {
        return Optional.ofNullable(resource(kind, key).get());
    }

    /**
     * Sets the number of replicas unless it is so already.
     *
     * @return the number before
     */
    public int write(ResourceKind kind, ObjectKey key, int replicas) {
        Scale scale = read(kind, key).orElseThrow(() -> new NotScalableException(kind, key));
        Integer before = scale.getSpec().getReplicas();
        int was = before == null ? 0 : before;
        if (was != replicas) {
            scale.getSpec().setReplicas(replicas);
            resource(kind, key).scale(scale);
        }
        return was;
    }

    /**
     * Sets the number of replicas of an object that has not changed since it was seen: one request where {@link #write} takes
     * two.
     *
     * @return false if it has changed or is gone, and nothing was written
     */
    public boolean writeUnchanged(ResourceKind kind, ObjectKey key, String resourceVersion, int replicas) {
        Scale scale = new ScaleBuilder()
                .withNewMetadata()
                .withName(key.name())
                .withNamespace(key.namespace())
                .withResourceVersion(resourceVersion)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
        try {
            resource(kind, key).scale(scale);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private Resource<GenericKubernetesResource> resource(ResourceKind kind, ObjectKey key) {
        return client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(kind.group())
                        .withVersion(kind.version())
                        .withKind(kind.kind())
                        .withPlural(kind.resource())
                        .withNamespaced(true)
                        .build())
                .inNamespace(key.namespace())
                .withName(key.name());
    }
}
