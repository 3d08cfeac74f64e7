package dev.weir.controller.controlplane;

import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets go of a deleted TriggerAuthentication or ClusterTriggerAuthentication that KEDA has put its finalizer on, so that
 * nothing hangs after a move from KEDA. Weir itself puts none there: who uses an authentication never keeps it from going.
 */
public final class AuthenticationReconciler implements Reconciler {

    private final KubernetesClient client;
    private final Function<ObjectKey, ? extends Optional<? extends HasMetadata>> authentications;
    private final EventRecorder events;

    public AuthenticationReconciler(
            KubernetesClient client,
            Function<ObjectKey, ? extends Optional<? extends HasMetadata>> authentications,
            EventRecorder events) {
        this.client = client;
        this.authentications = authentications;
        this.events = events;
    }

    @Override
    public Result reconcile(ObjectKey key) {
        authentications.apply(key).filter(Finalizers::waits).ifPresent(authentication -> {
            Finalizers.release(client, authentication);
            String kind = authentication.getKind();
            events.record(authentication, EventRecorder.Kind.Normal, kind + "Deleted", kind + " was deleted");
        });
        return Reconciler.done();
    }
}
