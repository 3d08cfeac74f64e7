package dev.weir.controller.controlplane;

import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.api.TriggerAuthenticationStatus;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells of the life of TriggerAuthentications or ClusterTriggerAuthentications and of who uses them, and lets go of a deleted one that KEDA has put
 * its finalizer on, so that nothing hangs after a move from KEDA. Weir itself puts none there: who uses an authentication
 * never keeps it from going.
 */
public final class AuthenticationReconciler implements Reconciler {

    /** Finds an authentication of one of the kinds. */
    @FunctionalInterface
    public interface Lookup {
        Optional<? extends CustomResource<TriggerAuthenticationSpec, TriggerAuthenticationStatus>> find(ObjectKey key);
    }

    private final KubernetesClient client;
    private final Lookup authentications;
    private final AuthenticationUsers users;
    private final EventRecorder events;
    private final Instant began;

    /** What was last seen of each: what happened before this process is not told again, and who is gone cannot be asked. */
    private final Map<ObjectKey, HasMetadata> seen = new ConcurrentHashMap<>();

    /** @param began when this process began to look */
    public AuthenticationReconciler(
            KubernetesClient client,
            Lookup authentications,
            AuthenticationUsers users,
            EventRecorder events,
            Instant began) {
        this.client = client;
        this.authentications = authentications;
        this.users = users;
        this.events = events;
        this.began = began;
    }

    @Override
    public Result reconcile(ObjectKey key) {
        Optional<? extends CustomResource<TriggerAuthenticationSpec, TriggerAuthenticationStatus>> found =
                authentications.find(key);
        if (found.isEmpty()) {
            gone(key);
        } else if (found.get().getMetadata().getDeletionTimestamp() == null) {
            there(key, found.get());
            return users.bring(key, found.get());
        } else if (Finalizers.waits(found.get())) {
            Finalizers.release(client, found.get());
            seen.put(key, found.get());
        }
        return Reconciler.done();
    }

    private void there(ObjectKey key, HasMetadata authentication) {
        HasMetadata before = seen.put(key, authentication);
        if (before == null ? isNew(authentication) : Generations.of(before) != Generations.of(authentication)) {
            tell(authentication, before == null ? "Added" : "Updated");
        }
    }

    private boolean isNew(HasMetadata authentication) {
        String created = authentication.getMetadata().getCreationTimestamp();
        // The API server's clock counts whole seconds.
        return created != null && !Instant.parse(created).plusSeconds(1).isBefore(began);
    }

    private void gone(ObjectKey key) {
        users.forget(key);
        HasMetadata last = seen.remove(key);
        if (last != null) {
            tell(last, "Deleted");
        }
    }

    /** Of an update KEDA tells under the name of the cluster-wide kind in any case, and scripts may look for that. */
    private void tell(HasMetadata authentication, String what) {
        String kind = authentication.getKind();
        String reason = what.equals("Updated") ? "ClusterTriggerAuthenticationUpdated" : kind + what;
        events.record(
                authentication, EventRecorder.Kind.Normal, reason, kind + " was " + what.toLowerCase(Locale.ROOT));
    }
}
