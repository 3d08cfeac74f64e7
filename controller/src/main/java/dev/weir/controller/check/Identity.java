package dev.weir.controller.check;

import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.manifests.FieldPath;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Kind, namespace and name as far as a tree has them.
 *
 * @param key in the namespace {@code default} where none is given, as applied without one; the name may be empty
 * @param generated whether the API server would make the name
 */
record Identity(String kind, ObjectKey key, boolean generated) {

    private static final FieldPath NAME = FieldPath.parse("metadata.name");
    private static final FieldPath NAMESPACE = FieldPath.parse("metadata.namespace");
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_NAMESPACE = 63;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    static Identity of(Map<?, ?> tree) {
        String kind = text(tree, "kind");
        Map<?, ?> metadata = tree.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
        String namespace = text(metadata, "namespace");
        return new Identity(
                kind,
                new ObjectKey(
                        Schemas.clusterWide(kind) ? "" : namespace.isEmpty() ? "default" : namespace,
                        text(metadata, "name")),
                !text(metadata, "generateName").isEmpty());
    }

    void check(Findings findings) {
        String name = key.name();
        if (name.isEmpty() && !generated) {
            findings.error(NAME, "is missing");
        } else if (!name.isEmpty() && !fits(name, DOMAIN, LONGEST_NAME)) {
            findings.error(
                    NAME,
                    "is \"" + FieldPath.shown(name)
                            + "\"; accepted are small letters, digits, - and ., not at the ends, and at most "
                            + LONGEST_NAME + " characters");
        }
        if (!key.namespace().isEmpty() && !fits(key.namespace(), LABEL, LONGEST_NAMESPACE)) {
            findings.error(
                    NAMESPACE,
                    "is \"" + FieldPath.shown(key.namespace())
                            + "\"; accepted are small letters, digits and -, not at the ends, and at most "
                            + LONGEST_NAMESPACE + " characters");
        }
    }

    private static boolean fits(String text, Pattern pattern, int longest) {
        return text.length() <= longest
                && !text.contains("..")
                && pattern.matcher(text).matches();
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }
}
