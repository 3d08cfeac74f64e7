package dev.weir.controller;

import dev.weir.controller.api.CloudEventSource;
import dev.weir.controller.api.CloudEventSourceSpec;
import dev.weir.controller.api.CloudEventSourceStatus;
import dev.weir.controller.api.ClusterCloudEventSource;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CloudEventSources of both kinds. A cluster may have been given the other resources alone: what is not served is not
 * watched, is told of once, and looked for again now and then. Nothing waits for these watches.
 */
final class EventSourceWatches {

    private static final Logger LOG = LoggerFactory.getLogger(EventSourceWatches.class);
    private static final String API = "eventing.keda.sh/v1alpha1";
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final KubernetesClient client;
    private final Watch<CloudEventSource> sources;
    private final Watch<ClusterCloudEventSource> clusterSources;
    private final List<Class<? extends HasMetadata>> missing =
            new ArrayList<>(List.of(CloudEventSource.class, ClusterCloudEventSource.class));
    private boolean told;
    private volatile boolean stopped;

    EventSourceWatches(Vertx vertx, KubernetesClient client, Namespaces namespaces) {
        this.vertx = vertx;
        this.client = client;
        sources = Watch.of(client, CloudEventSource.class, namespaces);
        clusterSources = Watch.of(client, ClusterCloudEventSource.class, namespaces);
    }

    /** Before the start only. */
    void onChange(Consumer<ObjectKey> changed) {
        sources.onChange((before, after) -> changed.accept(ObjectKey.of(Listening.any(before, after))));
        clusterSources.onChange((before, after) -> changed.accept(ObjectKey.of(Listening.any(before, after))));
    }

    void start() {
        if (stopped) {
            return;
        }
        vertx.executeBlocking(this::served, false).onSuccess(this::watch).onFailure(fault -> {
            LOG.debug("Not known whether {} is served: {}", API, ApiFailure.sentence(fault));
            again();
        });
    }

    private Set<String> served() {
        APIResourceList list = client.getApiResources(API);
        return list == null
                ? Set.of()
                : list.getResources().stream().map(APIResource::getKind).collect(Collectors.toSet());
    }

    /** Called for one look at a time. */
    private void watch(Set<String> served) {
        if (stopped) {
            return;
        }
        for (Class<? extends HasMetadata> kind : new HashSet<>(missing)) {
            if (served.contains(HasMetadata.getKind(kind))) {
                missing.remove(kind);
                (kind == CloudEventSource.class ? sources : clusterSources).start();
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        if (!told) {
            told = true;
            LOG.info(
                    "No CloudEvents are sent for kinds that the cluster does not serve, all else goes on; apply"
                            + " deploy/crds to have them kinds={}",
                    missing.stream().map(HasMetadata::getKind).toList());
        }
        again();
    }

    private void again() {
        vertx.setTimer(AGAIN.toMillis(), ignored -> start());
    }

    void stop() {
        stopped = true;
        sources.stop();
        clusterSources.stop();
    }

    /** Those without a namespace are cluster-wide. */
    Optional<? extends CustomResource<CloudEventSourceSpec, CloudEventSourceStatus>> find(ObjectKey key) {
        return key.namespace().isEmpty() ? clusterSources.find(key) : sources.find(key);
    }

    Stream<CustomResource<CloudEventSourceSpec, CloudEventSourceStatus>> all() {
        return Stream.concat(sources.all(), clusterSources.all());
    }
}
