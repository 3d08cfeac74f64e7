package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.api.TriggerAuthenticationStatus;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of the ScaledObjects and ScaledJobs in the status of an authentication that they use, for the columns of {@code kubectl get ta}.
 * However many objects come or go at once, the list is written at most once in a second, with all of them.
 */
public final class AuthenticationUsers {

    private static final Duration GATHERING = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final Function<ObjectKey, Stream<ScaledObject>> objects;
    private final Function<ObjectKey, Stream<ScaledJob>> jobs;
    private final InstantSource clock;
    private final Map<ObjectKey, Instant> written = new ConcurrentHashMap<>();

    /**
     * @param objects answers with the ScaledObjects that name an authentication
     * @param jobs answers with the ScaledJobs that do
     */
    public AuthenticationUsers(
            KubernetesClient client,
            Function<ObjectKey, Stream<ScaledObject>> objects,
            Function<ObjectKey, Stream<ScaledJob>> jobs,
            InstantSource clock) {
        this.client = client;
        this.objects = objects;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Makes the list right, or says when to do so. */
    Reconciler.Result bring(
            ObjectKey key, CustomResource<TriggerAuthenticationSpec, TriggerAuthenticationStatus> authentication) {
        Instant now = clock.instant();
        Instant next = written.getOrDefault(key, Instant.EPOCH).plus(GATHERING);
        if (now.isBefore(next)) {
            return Reconciler.again(Duration.between(now, next));
        }
        Map<String, String> names =
                Map.of("scaledobjects", names(objects.apply(key)), "scaledjobs", names(jobs.apply(key)));
        if (!names.equals(names(authentication.getStatus()))) {
            written.put(key, now);
            client.resource(authentication)
                    .subresource("status")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            client.getKubernetesSerialization().asJson(Map.of("status", names)));
        }
        return Reconciler.done();
    }

    void forget(ObjectKey key) {
        written.remove(key);
    }

    private static String names(Stream<? extends HasMetadata> users) {
        return users.filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .map(object -> object.getMetadata().getName())
                .sorted()
                .distinct()
                .collect(Collectors.joining(","));
    }

    private static Map<String, String> names(@Nullable TriggerAuthenticationStatus status) {
        return status == null ? names(null, null) : names(status.getScaledobjects(), status.getScaledjobs());
    }

    private static Map<String, String> names(@Nullable String objects, @Nullable String jobs) {
        return Map.of(
                "scaledobjects",
                Objects.requireNonNullElse(objects, ""),
                "scaledjobs",
                Objects.requireNonNullElse(jobs, ""));
    }
}
