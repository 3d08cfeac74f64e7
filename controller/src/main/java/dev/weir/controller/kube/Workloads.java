package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Scale targets: Deployments and StatefulSets from memory, any other kind by asking. Asking blocks; methods may be called
 * from any worker thread.
 */
public final class Workloads {

    private final Watch<Deployment> deployments;
    private final Watch<StatefulSet> statefulSets;
    private final ScaleClient scales;
    private final KubernetesSerialization serialization;

    public Workloads(KubernetesClient client, Namespaces namespaces) {
        this.deployments = Watch.light(client, Deployment.class, namespaces, WorkloadTrim::deployment);
        this.statefulSets = Watch.light(client, StatefulSet.class, namespaces, WorkloadTrim::statefulSet);
        this.scales = new ScaleClient(client);
        this.serialization = client.getKubernetesSerialization();
    }

    /** Calls back with the kind and key of a Deployment or StatefulSet whose wanted or ready replicas changed. */
    public void onChange(BiConsumer<String, ObjectKey> changed) {
        deployments.onChange((before, after) -> tell("Deployment", before, after, changed));
        statefulSets.onChange((before, after) -> tell("StatefulSet", before, after, changed));
    }

    /** Calls back with the kind and key of a Deployment or StatefulSet whose pods would be others now. */
    public void onTemplate(BiConsumer<String, ObjectKey> changed) {
        deployments.onChange((before, after) -> tellPods("Deployment", before, after, changed));
        statefulSets.onChange((before, after) -> tellPods("StatefulSet", before, after, changed));
    }

    private static void tellPods(
            String kind,
            @Nullable HasMetadata before,
            @Nullable HasMetadata after,
            BiConsumer<String, ObjectKey> changed) {
        if (after != null && (before == null || !template(before).equals(template(after)))) {
            changed.accept(kind, ObjectKey.of(after));
        }
    }

    private static <T extends HasMetadata> void tell(
            String kind, @Nullable T before, @Nullable T after, BiConsumer<String, ObjectKey> changed) {
        T any = after == null ? Objects.requireNonNull(before) : after;
        if (before == null || after == null || !counts(before).equals(counts(after))) {
            changed.accept(kind, ObjectKey.of(any));
        }
    }

    public Future<Void> start() {
        return Future.all(deployments.start(), statefulSets.start()).mapEmpty();
    }

    public void stop() {
        deployments.stop();
        statefulSets.stop();
    }

    public Optional<ResourceKind> resolve(String apiVersion, String kind) {
        return scales.resolve(apiVersion, kind);
    }

    /**
     * How many replicas a target has; empty if it does not exist or cannot be scaled.
     *
     * @param wanted spec.replicas
     * @param ready pods that are ready, as far as the target says
     */
    public record Counts(int wanted, OptionalInt ready) {}

    /** The same without asking; empty as well for kinds that are not watched. */
    public Optional<Counts> watchedCounts(String apiVersion, String kind, ObjectKey key) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return watched(new ResourceKind(group, "", kind, ""), key).map(Workloads::counts);
    }

    public Optional<Counts> counts(ResourceKind kind, ObjectKey key) {
        return watched(kind, key)
                .map(Workloads::counts)
                .or(() -> scales.read(kind, key).map(Workloads::counts));
    }

    /** The same, with the ready pods of a kind that is not watched counted one by one. */
    public Optional<Counts> countsWithPods(ResourceKind kind, ObjectKey key) {
        return watched(kind, key)
                .map(Workloads::counts)
                .or(() -> scales.read(kind, key)
                        .map(scale -> new Counts(counts(scale).wanted(), scales.readyPods(key.namespace(), scale))));
    }

    /** Whether changes of objects of this kind are told of. */
    public boolean watches(String apiVersion, String kind) {
        return apiVersion.startsWith("apps/") && (kind.equals("Deployment") || kind.equals("StatefulSet"));
    }

    /** Whether the object itself is there, whatever may be said of its {@code /scale}. */
    public boolean exists(ResourceKind kind, ObjectKey key) {
        return watched(kind, key).isPresent() || scales.exists(kind, key);
    }

    /**
     * Sets the replicas unless they are so already, and answers with the number before.
     *
     * @throws TargetMovedException if a watched target has another number than the one that was decided upon
     */
    public int scale(ResourceKind kind, ObjectKey key, int replicas) {
        Optional<HasMetadata> known = watched(kind, key);
        if (known.isPresent()) {
            int before = counts(known.get()).wanted();
            String version = known.get().getMetadata().getResourceVersion();
            if (before != replicas && scales.writeUnchanged(kind, key, version, replicas)) {
                return before;
            }
            int now =
                    scales.read(kind, key).map(scale -> counts(scale).wanted()).orElse(before);
            if (now != before && now != replicas) {
                throw new TargetMovedException(
                        kind.kind() + " " + key + " has " + now + " replicas by now and not " + before);
            }
        }
        return scales.write(kind, key, replicas);
    }

    /** The pod template, where the target has one at {@code spec.template}. */
    public Optional<PodSpec> podTemplate(ResourceKind kind, ObjectKey key) {
        Optional<HasMetadata> known = watched(kind, key);
        return known.isPresent()
                ? known.map(Workloads::template).map(PodTemplateSpec::getSpec)
                : scales.object(kind, key).flatMap(this::podTemplate);
    }

    /** The same without asking; empty as well for what is not watched. */
    public Optional<PodSpec> watchedPodTemplate(ResourceKind kind, ObjectKey key) {
        return watched(kind, key).map(Workloads::template).map(PodTemplateSpec::getSpec);
    }

    private static PodTemplateSpec template(HasMetadata workload) {
        return workload instanceof Deployment deployment
                ? deployment.getSpec().getTemplate()
                : ((StatefulSet) workload).getSpec().getTemplate();
    }

    private Optional<PodSpec> podTemplate(GenericKubernetesResource object) {
        Object spec = object.get("spec", "template", "spec");
        return spec instanceof Map<?, ?> found
                ? Optional.of(serialization.convertValue(found, PodSpec.class))
                : Optional.empty();
    }

    private Optional<HasMetadata> watched(ResourceKind kind, ObjectKey key) {
        if (!kind.group().equals("apps")) {
            return Optional.empty();
        }
        return switch (kind.kind()) {
            case "Deployment" -> deployments.find(key).map(HasMetadata.class::cast);
            case "StatefulSet" -> statefulSets.find(key).map(HasMetadata.class::cast);
            default -> Optional.empty();
        };
    }

    private static Counts counts(HasMetadata workload) {
        if (workload instanceof Deployment deployment) {
            Integer ready = deployment.getStatus() == null
                    ? null
                    : deployment.getStatus().getReadyReplicas();
            return counts(deployment.getSpec().getReplicas(), ready);
        }
        StatefulSet set = (StatefulSet) workload;
        return counts(
                set.getSpec().getReplicas(),
                set.getStatus() == null ? null : set.getStatus().getReadyReplicas());
    }

    private static Counts counts(@Nullable Integer wanted, @Nullable Integer ready) {
        return new Counts(wanted == null ? 1 : wanted, OptionalInt.of(ready == null ? 0 : ready));
    }

    private static Counts counts(Scale scale) {
        Integer wanted = scale.getSpec() == null ? null : scale.getSpec().getReplicas();
        return new Counts(wanted == null ? 0 : wanted, OptionalInt.empty());
    }
}
