package dev.weir.controller.manifests;

import dev.weir.controller.api.CloudEventSource;
import dev.weir.controller.api.ClusterCloudEventSource;
import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * From a text to the objects in it that matter to triggers: those of KEDA, Secrets, ConfigMaps, and whatever has a pod
 * template. Other kinds are passed over in silence. Objects without a namespace are in {@code default}.
 */
public final class ManifestReader {

    private static final String KEDA = "keda.sh/v1alpha1 ";
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            KEDA + "ScaledObject",
            ScaledObject.class,
            KEDA + "ScaledJob",
            ScaledJob.class,
            KEDA + "TriggerAuthentication",
            TriggerAuthentication.class,
            KEDA + "ClusterTriggerAuthentication",
            ClusterTriggerAuthentication.class,
            "v1 Secret",
            Secret.class,
            "v1 ConfigMap",
            ConfigMap.class,
            "v1 ServiceAccount",
            ServiceAccount.class,
            "v1 LimitRange",
            LimitRange.class,
            "eventing.keda.sh/v1alpha1 CloudEventSource",
            CloudEventSource.class,
            "eventing.keda.sh/v1alpha1 ClusterCloudEventSource",
            ClusterCloudEventSource.class);
    private static final Set<Class<?>> CLUSTER_WIDE =
            Set.of(ClusterTriggerAuthentication.class, ClusterCloudEventSource.class);

    private final KubernetesSerialization serialization;
    private final ManifestLimits limits;

    public ManifestReader(KubernetesSerialization serialization, ManifestLimits limits) {
        this.serialization = serialization;
        this.limits = limits;
    }

    /** Reads a file's text; what cannot be read is among the problems, in words. */
    public ManifestFile read(String name, String text) {
        List<Manifest> manifests = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        Documents.each(name, text, limits, document -> {
            document.flaws().forEach(flaw -> unreadable.add(described(flaw)));
            read(name, document.tree(), kind -> true, manifests, problems);
        });
        return unreadable.isEmpty()
                ? new ManifestFile(name, manifests, problems)
                : new ManifestFile(name, List.of(), unreadable);
    }

    /** The objects of one document that are of the wanted classes; those that cannot be read are left out. */
    public List<Manifest> read(String name, Document document, Predicate<Class<? extends HasMetadata>> wanted) {
        List<Manifest> manifests = new ArrayList<>();
        read(name, document.tree(), wanted, manifests, new ArrayList<>());
        return manifests;
    }

    private static String described(Document.Flaw flaw) {
        String language = flaw.message().startsWith(YamlScalars.INVALID) ? YamlScalars.INVALID : "";
        return language.isEmpty()
                ? flaw.toString()
                : language + ", line " + flaw.line() + flaw.message().substring(language.length());
    }

    private void read(
            String file,
            @Nullable Object document,
            Predicate<Class<? extends HasMetadata>> wanted,
            List<Manifest> manifests,
            List<String> problems) {
        if (!(document instanceof Map<?, ?> tree)
                || !(tree.get("kind") instanceof String kind)
                || !(tree.get("apiVersion") instanceof String version)) {
            return;
        }
        if (kind.endsWith("List") && tree.get("items") instanceof List<?> items) {
            items.forEach(item -> read(file, item, wanted, manifests, problems));
            return;
        }
        Class<? extends HasMetadata> known = KINDS.get(version + " " + kind);
        Class<? extends HasMetadata> type = known == null ? GenericKubernetesResource.class : known;
        if ((known == null && !hasPods(tree)) || !wanted.test(type)) {
            return;
        }
        Map<?, ?> metadata = tree.get("metadata") instanceof Map<?, ?> given ? given : Map.of();
        if (!(metadata.get("name") instanceof String name) || name.isEmpty()) {
            problems.add(kind + ": metadata.name is missing");
            return;
        }
        convert(tree, metadata, type, kind + " " + name, problems)
                .forEach(object -> manifests.add(new Manifest(file, object)));
    }

    /** None if there are problems. */
    private List<HasMetadata> convert(
            Map<?, ?> tree,
            Map<?, ?> metadata,
            Class<? extends HasMetadata> type,
            String label,
            List<String> problems) {
        List<String> mistyped = type == ScaledObject.class ? TriggerTexts.problems(tree) : List.of();
        if (!mistyped.isEmpty()) {
            mistyped.forEach(problem -> problems.add(label + ": " + problem));
            return List.of();
        }
        return object(tree, metadata, type, label, problems);
    }

    /** The object of a tree whose types have been looked at; what is wrong all the same is a problem. */
    public Optional<HasMetadata> object(Map<?, ?> tree, List<String> problems) {
        Class<? extends HasMetadata> type = KINDS.get(tree.get("apiVersion") + " " + tree.get("kind"));
        Map<?, ?> metadata = tree.get("metadata") instanceof Map<?, ?> given ? given : Map.of();
        return type == null
                ? Optional.empty()
                : object(tree, metadata, type, "", problems).stream().findFirst();
    }

    private List<HasMetadata> object(
            Map<?, ?> tree,
            Map<?, ?> metadata,
            Class<? extends HasMetadata> type,
            String label,
            List<String> problems) {
        Map<Object, Object> complete = new HashMap<>(withoutNulls(tree));
        Map<Object, Object> named = new HashMap<>(withoutNulls(metadata));
        if (CLUSTER_WIDE.contains(type)) {
            named.remove("namespace");
        } else {
            named.putIfAbsent("namespace", "default");
        }
        named.put("generation", ContentGeneration.of(serialization.asJson(tree)));
        complete.put("metadata", named);
        try {
            return List.of(serialization.convertValue(complete, type));
        } catch (IllegalArgumentException e) {
            problems.add((label.isEmpty() ? "" : label + ": ") + path(e) + " has a value of the wrong type");
            return List.of();
        }
    }

    /** Null is the same as absent to an API server, and in a list nothing of ours could use it. */
    private static Map<?, ?> withoutNulls(Map<?, ?> map) {
        Map<Object, Object> kept = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                kept.put(name, withoutNulls(value));
            }
        });
        return kept;
    }

    private static Object withoutNulls(Object value) {
        if (value instanceof Map<?, ?> map) {
            return withoutNulls(map);
        }
        return value instanceof List<?> list
                ? list.stream()
                        .filter(Objects::nonNull)
                        .map(ManifestReader::withoutNulls)
                        .toList()
                : value;
    }

    private static boolean hasPods(Map<?, ?> tree) {
        return tree.get("spec") instanceof Map<?, ?> spec
                && spec.get("template") instanceof Map<?, ?> template
                && template.get("spec") instanceof Map<?, ?>;
    }

    /** The message of the fault is not told: it shows values. */
    private static String path(IllegalArgumentException e) {
        StringBuilder path = new StringBuilder();
        List<JacksonException.Reference> steps =
                e.getCause() instanceof JacksonException fault ? fault.getPath() : List.of();
        for (JacksonException.Reference step : steps) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "the object" : path.toString();
    }
}
