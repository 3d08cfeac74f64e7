package dev.weir.controller.controlplane;

import dev.weir.controller.api.AuthenticationRef;
import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.api.TriggerAuthenticationStatus;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of ScaledObjects in the statuses of the authentications that they use, for the columns of {@code kubectl get ta}.
 * A list that cannot be written is only a column that lags, so it is logged and fails nothing.
 */
public final class AuthenticationUsers {

    private static final Logger LOG = LoggerFactory.getLogger(AuthenticationUsers.class);

    private final KubernetesClient client;
    private final Watch<TriggerAuthentication> authentications;
    private final Watch<ClusterTriggerAuthentication> clusterAuthentications;

    public AuthenticationUsers(
            KubernetesClient client,
            Watch<TriggerAuthentication> authentications,
            Watch<ClusterTriggerAuthentication> clusterAuthentications) {
        this.client = client;
        this.authentications = authentications;
        this.clusterAuthentications = clusterAuthentications;
    }

    void add(ScaledObject object) {
        String name = object.getMetadata().getName();
        change(object, names -> {
            List<String> more = new ArrayList<>(names);
            if (!more.contains(name)) {
                more.add(name);
            }
            return more;
        });
    }

    void remove(ScaledObject object) {
        String name = object.getMetadata().getName();
        change(
                object,
                names -> names.stream().filter(other -> !other.equals(name)).toList());
    }

    private void change(ScaledObject object, UnaryOperator<List<String>> change) {
        List<ScaleTrigger> triggers = object.getSpec().getTriggers();
        if (triggers == null) {
            return;
        }
        triggers.stream()
                .map(ScaleTrigger::getAuthenticationRef)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(ref -> find(object, ref).ifPresent(authentication -> write(authentication, change)));
    }

    private Optional<? extends CustomResource<TriggerAuthenticationSpec, TriggerAuthenticationStatus>> find(
            ScaledObject object, AuthenticationRef ref) {
        String name = Objects.requireNonNullElse(ref.getName(), "");
        return "ClusterTriggerAuthentication".equals(ref.getKind())
                ? clusterAuthentications.find(new ObjectKey("", name))
                : authentications.find(new ObjectKey(object.getMetadata().getNamespace(), name));
    }

    private void write(
            CustomResource<TriggerAuthenticationSpec, TriggerAuthenticationStatus> authentication,
            UnaryOperator<List<String>> change) {
        List<String> before = names(authentication.getStatus());
        List<String> after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        String patch = client.getKubernetesSerialization()
                .asJson(Map.of("status", Map.of("scaledobjects", String.join(",", after))));
        try {
            client.resource(authentication).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "Users of an authentication not written authentication={}: {}",
                    ObjectKey.of(authentication),
                    ApiFailure.sentence(e));
        }
    }

    private static List<String> names(TriggerAuthenticationStatus status) {
        return status == null
                        || status.getScaledobjects() == null
                        || status.getScaledobjects().isEmpty()
                ? List.of()
                : Arrays.asList(status.getScaledobjects().split(","));
    }
}
