package dev.weir.controller.controlplane;

import dev.weir.cache.trace.Span;
import dev.weir.cache.trace.Tracing;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes writes to the API server steps of a trace: of the evaluation that an object's state came of, if it has one. */
public final class Writes {

    private final Tracing tracing;
    private final Function<ObjectKey, Optional<Span>> evaluations;

    /** @param evaluations answers with the latest evaluation of an object */
    public Writes(Tracing tracing, Function<ObjectKey, Optional<Span>> evaluations) {
        this.tracing = tracing;
        this.evaluations = evaluations;
    }

    /** Does the write; what it throws is told and goes on to the caller. */
    <T extends @Nullable Object> T told(String what, ObjectKey object, Supplier<T> write) {
        Span span = begin(what, object);
        try {
            return write.get();
        } catch (RuntimeException e) {
            span.failed(ApiFailure.sentence(e));
            throw e;
        } finally {
            span.end();
        }
    }

    /** Writes a merge patch to an object's status; answers with the object as it is then. */
    <T extends HasMetadata> T patchStatus(KubernetesClient client, T object, String patch) {
        return told(
                "status",
                ObjectKey.of(object),
                () -> client.resource(object)
                        .subresource("status")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    private Span begin(String what, ObjectKey object) {
        Span span = evaluations
                .apply(object)
                .map(evaluation -> evaluation.next("write " + what, List.of()))
                .orElseGet(() -> tracing.begin("write " + what));
        if (span.seen()) {
            span.tell("k8s.namespace.name", object.namespace());
            span.tell("weir.object", object.name());
        }
        return span;
    }
}
