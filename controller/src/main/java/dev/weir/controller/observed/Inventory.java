package dev.weir.controller.observed;

import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.observed.Overview.Registered;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All objects of KEDA's kinds, as they are when asked for. */
public record Inventory(
        Supplier<Stream<ScaledObject>> objects,
        Supplier<Stream<ScaledJob>> jobs,
        Supplier<Stream<TriggerAuthentication>> authentications,
        Supplier<Stream<ClusterTriggerAuthentication>> clusterAuthentications,
        Supplier<? extends Stream<? extends HasMetadata>> eventSources) {

    /** Where KEDA counts what is in no namespace. */
    private static final String NO_NAMESPACE = "default";

    Map<Registered, Long> resources() {
        Map<Registered, Long> counts = new HashMap<>();
        count("scaled_object", objects.get(), counts);
        count("scaled_job", jobs.get(), counts);
        count("trigger_authentication", authentications.get(), counts);
        count("cluster_trigger_authentication", clusterAuthentications.get(), counts);
        count("cloudevent_source", eventSources.get(), counts);
        return counts;
    }

    private static void count(String type, Stream<? extends HasMetadata> all, Map<Registered, Long> counts) {
        all.forEach(object -> {
            String namespace = object.getMetadata().getNamespace();
            boolean none = namespace == null || namespace.isEmpty();
            counts.merge(new Registered(type, none ? NO_NAMESPACE : namespace), 1L, Long::sum);
        });
    }

    Map<String, Long> triggers() {
        Map<String, Long> counts = new HashMap<>();
        objects.get()
                .map(ScaledObject::getSpec)
                .filter(Objects::nonNull)
                .forEach(spec -> count(spec.getTriggers(), counts));
        jobs.get().map(ScaledJob::getSpec).filter(Objects::nonNull).forEach(spec -> count(spec.getTriggers(), counts));
        return counts;
    }

    private static void count(@Nullable List<ScaleTrigger> triggers, Map<String, Long> counts) {
        if (triggers != null) {
            triggers.stream()
                    .map(ScaleTrigger::getType)
                    .filter(Objects::nonNull)
                    .filter(type -> !type.isEmpty())
                    .forEach(type -> counts.merge(type, 1L, Long::sum));
        }
    }
}
