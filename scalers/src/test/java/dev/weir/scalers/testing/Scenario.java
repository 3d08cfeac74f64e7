package dev.weir.scalers.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One case of a scenario file, as read: a tree of maps, lists and scalars, with a path to each value. */
record Scenario(String file, Map<?, ?> tree) {

    String name() {
        return file + ": " + text("name", "(no name)");
    }

    String text(String path, String otherwise) {
        Object value = value(path);
        return value == null ? otherwise : value.toString();
    }

    boolean has(String path) {
        return value(path) != null;
    }

    @Nullable
    Object value(String path) {
        Object at = tree;
        for (String step : path.split("\\.")) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at;
    }

    /** A map of texts; {@code server} stands where the file says {@code ${server}}, its host and port where {@code ${endpoint}}. */
    Map<String, String> texts(String path, String server) {
        return texts(value(path), server);
    }

    static Map<String, String> texts(@Nullable Object value, String server) {
        Map<String, String> texts = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, text) -> texts.put(
                    key.toString(),
                    String.valueOf(text)
                            .replace("${server}", server)
                            .replace("${endpoint}", server.replace("http://", ""))));
        }
        return texts;
    }

    List<String> list(String path) {
        Object value = value(path);
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.toList())
                : value == null ? List.of() : List.of(value.toString());
    }

    /** The recorded replies, in the order in which they are given; the last one is repeated. */
    List<Map<?, ?>> replies() {
        Object many = value("replies");
        if (many instanceof List<?> list) {
            return list.stream().map(reply -> (Map<?, ?>) reply).collect(Collectors.toList());
        }
        return value("reply") instanceof Map<?, ?> one ? List.of(one) : List.of(Map.of());
    }
}
