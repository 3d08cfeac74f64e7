package dev.weir.controller.review;

import dev.weir.controller.manifests.FieldPath;
import dev.weir.controller.manifests.ManifestLimits;
import dev.weir.controller.manifests.ManifestReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From the tree of an object to the object, as far as rules look at it: its status and most of its metadata are of other
 * programs' making, and what they hold must refuse nothing.
 */
final class ReviewedObjects {

    private static final List<String> METADATA =
            List.of("name", "generateName", "namespace", "uid", "resourceVersion", "labels", "annotations");

    private final ManifestReader reader;

    ReviewedObjects(KubernetesSerialization serialization) {
        reader = new ManifestReader(serialization, ManifestLimits.CHECK);
    }

    /** The object that would be written; empty with a problem in words if it is none of its kind. */
    Optional<HasMetadata> read(Review review, List<String> problems) {
        Map<?, ?> tree = review.object();
        expect("kind", review.kind().kind(), tree, problems);
        expect("apiVersion", review.kind().apiVersion(), tree, problems);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("apiVersion", review.kind().apiVersion());
        kept.put("kind", review.kind().kind());
        kept.put("metadata", metadata(review));
        keep("spec", tree, kept);
        return reader.object(kept, problems);
    }

    private static void expect(String field, String wanted, Map<?, ?> tree, List<String> problems) {
        Object given = tree.get(field);
        if (!wanted.equals(given)) {
            problems.add(
                    field + ": is " + (given instanceof String text ? "\"" + FieldPath.shown(text) + "\"" : "no text")
                            + ", but must be " + wanted);
        }
    }

    private static Map<String, Object> metadata(Review review) {
        Map<String, Object> kept = new LinkedHashMap<>();
        if (!review.namespace().isEmpty()) {
            kept.put("namespace", review.namespace());
        }
        if (review.object().get("metadata") instanceof Map<?, ?> given) {
            METADATA.forEach(name -> keep(name, given, kept));
        }
        return kept;
    }

    private static void keep(String name, Map<?, ?> from, Map<String, Object> to) {
        Object value = from.get(name);
        if (value != null) {
            to.put(name, value);
        }
    }
}
