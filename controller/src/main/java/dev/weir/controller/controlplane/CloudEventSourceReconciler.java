package dev.weir.controller.controlplane;

import dev.weir.controller.api.CloudEventSourceSpec;
import dev.weir.controller.api.CloudEventSourceStatus;
import dev.weir.controller.api.Condition;
import dev.weir.controller.cloudevents.Emitter;
import dev.weir.controller.cloudevents.EventSources;
import dev.weir.controller.credentials.AwaitedException;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has the emitter send for CloudEventSources and ClusterCloudEventSources, and says in their status whether events arrive.
 * As with authentications, Weir puts no finalizer on them and takes one of KEDA's away.
 */
public final class CloudEventSourceReconciler implements Reconciler {

    /** What a source refers to may have been corrected, and nobody tells of Secrets. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

    private static final String ACTIVE = "Active";
    private static final Condition ARRIVE =
            new Condition(ACTIVE, "True", "CloudEventSourceActive", "CloudEvents are sent to the destination");

    /** Finds a source of either kind: those without a namespace are cluster-wide. */
    @FunctionalInterface
    public interface Lookup {
        Optional<? extends CustomResource<CloudEventSourceSpec, CloudEventSourceStatus>> find(ObjectKey key);
    }

    private final KubernetesClient client;
    private final Lookup lookup;
    private final EventSources sources;
    private final Emitter emitter;

    public CloudEventSourceReconciler(KubernetesClient client, Lookup lookup, EventSources sources, Emitter emitter) {
        this.client = client;
        this.lookup = lookup;
        this.sources = sources;
        this.emitter = emitter;
    }

    @Override
    public Result reconcile(ObjectKey key) {
        Optional<? extends CustomResource<CloudEventSourceSpec, CloudEventSourceStatus>> found = lookup.find(key);
        if (found.isEmpty() || found.get().getMetadata().getDeletionTimestamp() != null) {
            emitter.remove(key);
            sources.forget(key);
            found.filter(Finalizers::waits).ifPresent(source -> Finalizers.release(client, source));
            return Reconciler.done();
        }
        Condition condition;
        try {
            condition = bring(key, found.get());
        } catch (AwaitedException e) {
            // Whoever keeps the answer calls when it is there.
            return Reconciler.again(LOOK_AGAIN);
        }
        tell(found.get(), condition);
        return condition.equals(ARRIVE) ? Reconciler.done() : Reconciler.again(LOOK_AGAIN);
    }

    private Condition bring(ObjectKey key, CustomResource<CloudEventSourceSpec, CloudEventSourceStatus> source) {
        EventSources.Read read = sources.read(source, source.getSpec());
        if (read.source() == null) {
            emitter.remove(key);
            return failed(String.join("; ", read.problems()));
        }
        emitter.bring(read.source());
        return emitter.inactive(key).map(CloudEventSourceReconciler::failed).orElse(ARRIVE);
    }

    private static Condition failed(String message) {
        return new Condition(ACTIVE, "False", "CloudEventSourceFailed", message);
    }

    private void tell(CustomResource<CloudEventSourceSpec, CloudEventSourceStatus> source, Condition condition) {
        List<Condition> before =
                source.getStatus() == null || source.getStatus().getConditions() == null
                        ? List.of()
                        : source.getStatus().getConditions();
        if (before.contains(condition)) {
            return;
        }
        List<Condition> after = new ArrayList<>(before);
        after.removeIf(other -> ACTIVE.equals(other.getType()));
        after.add(condition);
        client.resource(source)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization().asJson(Map.of("status", Map.of("conditions", after))));
    }
}
