package dev.weir.controller.review;

import dev.weir.controller.admission.Problem;
import dev.weir.controller.admission.ResourceRequestRules;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.ResourceKind;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.metricsplane.ObjectPlanner;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the target of triggers of type cpu and memory requests: from memory where that is enough, else from the API server. A
 * target that is not known may have been made a moment ago, so it is asked for once before it is called missing.
 */
final class TargetRequests {

    /** A namespace has one or two; what is beyond is not looked at. */
    private static final ListOptions RANGES =
            new ListOptionsBuilder().withLimit(100L).build();

    private final KubernetesClient client;
    private final Workloads workloads;

    TargetRequests(KubernetesClient client, Workloads workloads) {
        this.client = client;
        this.workloads = workloads;
    }

    /** What is wrong as far as memory tells; empty if the API server is to be asked. */
    Optional<List<Problem>> known(ScaledObject object) {
        return workloads
                .watchedPodTemplate(kind(object), key(object))
                .map(pods -> ResourceRequestRules.requests(object, pods, Set.of()))
                .filter(List::isEmpty);
    }

    /** The same with what the API server says; blocks. */
    List<Problem> asked(ScaledObject object) {
        Optional<PodSpec> pods = workloads.podTemplate(kind(object), key(object));
        if (pods.isEmpty()) {
            return List.of(ResourceRequestRules.missing(object));
        }
        return ResourceRequestRules.requests(object, pods.get(), Set.of()).isEmpty()
                ? List.of()
                : ResourceRequestRules.requests(
                        object, pods.get(), defaults(key(object).namespace()));
    }

    private Set<String> defaults(String namespace) {
        return client.limitRanges().inNamespace(namespace).list(RANGES).getItems().stream()
                .flatMap(range -> ResourceRequestRules.defaults(range).stream())
                .collect(Collectors.toSet());
    }

    private static ResourceKind kind(ScaledObject object) {
        String kind = target(object).kind();
        return new ResourceKind("apps", "v1", kind, kind.equals("Deployment") ? "deployments" : "statefulsets");
    }

    private static ObjectKey key(ScaledObject object) {
        return new ObjectKey(object.getMetadata().getNamespace(), target(object).name());
    }

    private static TargetReference target(ScaledObject object) {
        return ObjectPlanner.target(Objects.requireNonNull(object.getSpec().getScaleTargetRef()));
    }
}
