package dev.weir.controller.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A structural schema as CRDs have it, as far as ours use it.
 *
 * @param type object, array, string, integer, number or boolean; empty for integers or texts
 * @param open whether fields that no schema names are kept
 * @param additional of the values of a map with free names
 * @param accepted the texts that are accepted; empty for any
 */
record Schema(
        String type,
        boolean open,
        Map<String, Schema> properties,
        @Nullable Schema additional,
        @Nullable Schema items,
        List<String> required,
        List<String> accepted,
        @Nullable Double minimum,
        @Nullable Double maximum,
        int minLength,
        int minItems,
        boolean narrow,
        @Nullable Pattern pattern) {

    static Schema of(Map<?, ?> node) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        map(node, "properties").forEach((name, child) -> properties.put((String) name, of((Map<?, ?>) child)));
        boolean either = Boolean.TRUE.equals(node.get("x-kubernetes-int-or-string"));
        boolean preserving = Boolean.TRUE.equals(node.get("x-kubernetes-preserve-unknown-fields"));
        Schema additional = node.get("additionalProperties") instanceof Map<?, ?> more ? of(more) : null;
        return new Schema(
                either ? "" : String.valueOf(node.get("type")),
                preserving || (properties.isEmpty() && additional == null),
                properties,
                additional,
                node.get("items") instanceof Map<?, ?> items ? of(items) : null,
                texts(node.get("required")),
                texts(node.get("enum")),
                number(node.get("minimum")),
                number(node.get("maximum")),
                whole(node.get("minLength")),
                whole(node.get("minItems")),
                "int32".equals(node.get("format")),
                node.get("pattern") instanceof String regex ? Pattern.compile(regex) : null);
    }

    private static Map<?, ?> map(Map<?, ?> node, String name) {
        return node.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : null;
    }

    private static int whole(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }
}
