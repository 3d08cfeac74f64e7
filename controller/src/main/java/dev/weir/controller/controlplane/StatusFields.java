package dev.weir.controller.controlplane;

import dev.weir.controller.api.AuthenticationRef;
import dev.weir.controller.api.GroupVersionKindResource;
import dev.weir.controller.api.HealthStatus;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledJobStatus;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.api.ScaledStatus;
import dev.weir.controller.api.TriggerActivity;
import dev.weir.controller.controlplane.TargetCheck.Target;
import dev.weir.controller.decision.Activity;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.decision.MetricHealth;
import dev.weir.controller.decision.ScalePolicy;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields of a status that say what an object is made of, spelt as by KEDA. */
final class StatusFields {

    private StatusFields() {}

    /** Types and authentications, each once, in the order of the triggers. */
    static void describe(ScaledStatus status, @Nullable List<ScaleTrigger> written) {
        List<ScaleTrigger> triggers = written == null ? List.of() : written;
        status.setTriggersTypes(triggers.stream()
                .map(ScaleTrigger::getType)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(",")));
        status.setAuthenticationsTypes(triggers.stream()
                .map(ScaleTrigger::getAuthenticationRef)
                .filter(Objects::nonNull)
                .map(AuthenticationRef::getName)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(",")));
    }

    /** Kind of the target, and how many replicas it had when it was first seen. */
    static void target(ScaledObjectStatus status, Target target) {
        GroupVersionKindResource resource = new GroupVersionKindResource();
        resource.setGroup(target.kind().group());
        resource.setVersion(target.kind().version());
        resource.setKind(target.kind().kind());
        resource.setResource(target.kind().resource());
        status.setScaleTargetGVKR(resource);
        status.setScaleTargetKind(target.kind().gvk());
        if (status.getOriginalReplicaCount() == null) {
            status.setOriginalReplicaCount(target.replicas());
        }
    }

    /** Which metrics are active, by a poll or by what was heard unasked, and with a fallback how their sources do. */
    static void activity(ScaledObjectStatus status, ScalePolicy policy, ObjectState state, Activity heard) {
        Map<String, TriggerActivity> activity = new TreeMap<>();
        Map<String, HealthStatus> health = new TreeMap<>();
        for (MetricState metric : state.triggers().stream()
                .flatMap(trigger -> trigger.metrics().stream())
                .toList()) {
            String name = metric.spec().name();
            TriggerActivity active = new TriggerActivity();
            active.setIsActive(state.activity().activeMetrics().contains(name)
                    || heard.activeMetrics().contains(name));
            activity.put(name, active);
            if (policy.fallback() != null && policy.fallback().valid()) {
                health.put(name, health(metric.health(), policy.fallback()));
            }
        }
        status.setTriggersActivity(activity);
        status.setHealth(health.isEmpty() ? null : health);
    }

    /** Which metrics of a ScaledJob are active. */
    static void activity(ScaledJobStatus status, List<TriggerState> triggers) {
        Map<String, TriggerActivity> activity = new TreeMap<>();
        triggers.forEach(trigger -> trigger.metrics().forEach(metric -> {
            TriggerActivity active = new TriggerActivity();
            active.setIsActive(trigger.active());
            activity.put(metric.spec().name(), active);
        }));
        status.setTriggersActivity(activity);
    }

    /** Counted no further than to the failure that trips, so that a source that stays away is not a write per poll. */
    private static HealthStatus health(MetricHealth health, FallbackPolicy policy) {
        HealthStatus status = new HealthStatus();
        status.setNumberOfFailures(Math.min(health.failures(), policy.tripsAt()));
        status.setStatus(health.status());
        return status;
    }
}
