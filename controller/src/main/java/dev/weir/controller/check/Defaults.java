package dev.weir.controller.check;

import dev.weir.controller.admission.ResourceRequestRules;
import dev.weir.controller.manifests.Manifests;
import io.fabric8.kubernetes.api.model.LimitRange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The resources for which LimitRanges in the files give a namespace's containers a default. */
final class Defaults {

    private final Map<String, Set<String>> byNamespace = new HashMap<>();

    Defaults(Manifests manifests) {
        manifests.all(LimitRange.class).forEach(manifest -> {
            LimitRange range = (LimitRange) manifest.object();
            byNamespace
                    .computeIfAbsent(manifest.key().namespace(), namespace -> new HashSet<>())
                    .addAll(ResourceRequestRules.defaults(range));
        });
    }

    Set<String> of(String namespace) {
        return byNamespace.getOrDefault(namespace, Set.of());
    }
}
