package dev.weir.controller.check;

import dev.weir.controller.manifests.Document;
import dev.weir.controller.manifests.Documents;
import dev.weir.controller.manifests.ManifestLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds that are checked, and their schemas: those of the CRDs that are applied to clusters. */
final class Schemas {

    private static final String KEDA = "keda.sh";
    private static final String EVENTING = "eventing.keda.sh";

    /** Kind → group and plural, by which the file of a CRD is named. */
    private static final Map<String, List<String>> KINDS = new TreeMap<>(Map.of(
            "ScaledObject", List.of(KEDA, "scaledobjects"),
            "ScaledJob", List.of(KEDA, "scaledjobs"),
            "TriggerAuthentication", List.of(KEDA, "triggerauthentications"),
            "ClusterTriggerAuthentication", List.of(KEDA, "clustertriggerauthentications"),
            "CloudEventSource", List.of(EVENTING, "cloudeventsources"),
            "ClusterCloudEventSource", List.of(EVENTING, "clustercloudeventsources")));

    private final Map<String, Schema> read = new HashMap<>();
    private final Schema metadata;

    Schemas() {
        metadata = Schema.of(tree("object-meta.yaml"));
    }

    static Map<String, List<String>> kinds() {
        return KINDS;
    }

    static boolean isGroup(String group) {
        return group.equals(KEDA) || group.equals(EVENTING);
    }

    /** The only version of a kind that is served. */
    static Optional<String> apiVersion(String kind) {
        return Optional.ofNullable(KINDS.get(kind)).map(where -> where.get(0) + "/v1alpha1");
    }

    static boolean clusterWide(String kind) {
        return kind.startsWith("Cluster");
    }

    /** Of {@code metadata}, which is the same for all kinds. */
    Schema metadata() {
        return metadata;
    }

    /** Of a kind's own fields. */
    Schema of(String kind) {
        return read.computeIfAbsent(kind, Schemas::load);
    }

    private static Schema load(String kind) {
        List<String> where = KINDS.getOrDefault(kind, List.of());
        Map<?, ?> spec = child(tree("crds/" + where.get(0) + "_" + where.get(1) + ".yaml"), "spec");
        List<?> versions = (List<?>) Objects.requireNonNull(spec.get("versions"));
        Map<?, ?> version = (Map<?, ?>) Objects.requireNonNull(versions.get(0));
        return Schema.of(child(child(version, "schema"), "openAPIV3Schema"));
    }

    private static Map<?, ?> child(Map<?, ?> node, String name) {
        return (Map<?, ?>) Objects.requireNonNull(node.get(name));
    }

    private static Map<?, ?> tree(String resource) {
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing on the class path");
            }
            List<Document> documents = new ArrayList<>();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Documents.each(resource, text, ManifestLimits.CHECK, documents::add);
            return (Map<?, ?>) Objects.requireNonNull(documents.get(0).tree());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
