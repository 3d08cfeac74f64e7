package dev.weir.scalers.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GJSON's modifiers: {@code @reverse} and the like, some with an argument after a colon. */
final class JsonModifier {

    private static final Set<String> KNOWN = Set.of(
            "this", "pretty", "ugly", "valid", "reverse", "keys", "values", "flatten", "tostr", "fromstr", "join",
            "group", "dig");

    private JsonModifier() {}

    /** Whether the step is a modifier; others that begin with an at sign are keys. */
    static boolean known(String step) {
        return KNOWN.contains(name(step));
    }

    static @Nullable Object apply(@Nullable Object at, String step) {
        int colon = step.indexOf(':');
        String argument = colon < 0 ? "" : step.substring(colon + 1);
        return switch (name(step)) {
            case "reverse" -> reversed(at);
            case "keys" -> at instanceof Map<?, ?> map ? new ArrayList<>(map.keySet()) : List.of();
            case "values" -> at instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : at;
            case "flatten" ->
                at instanceof List<?> list
                        ? flat(list, argument.replace(" ", "").contains("\"deep\":true"))
                        : at;
            case "tostr" -> JsonPath.text(at);
            case "fromstr" -> at instanceof String text ? Documents.json(text, false) : JsonPath.MISSING;
            case "join" -> at instanceof List<?> list ? joined(list) : at;
            case "group" -> at instanceof Map<?, ?> map ? grouped(map) : List.of();
            case "dig" -> dug(at, argument.replace("\"", ""), new ArrayList<>());
            default -> at;
        };
    }

    private static String name(String step) {
        int colon = step.indexOf(':');
        return step.substring(1, colon < 0 ? step.length() : colon);
    }

    private static @Nullable Object reversed(@Nullable Object at) {
        if (at instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list);
            Collections.reverse(copy);
            return copy;
        }
        if (at instanceof Map<?, ?> map) {
            List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
            Collections.reverse(entries);
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            entries.forEach(entry -> copy.put(entry.getKey(), entry.getValue()));
            return copy;
        }
        return at;
    }

    private static List<@Nullable Object> flat(List<?> list, boolean deep) {
        List<@Nullable Object> flat = new ArrayList<>();
        for (Object element : list) {
            if (element instanceof List<?> inner) {
                flat.addAll(deep ? flat(inner, true) : inner);
            } else {
                flat.add(element);
            }
        }
        return flat;
    }

    private static Map<Object, @Nullable Object> joined(List<?> list) {
        Map<Object, @Nullable Object> all = new LinkedHashMap<>();
        for (Object element : list) {
            if (element instanceof Map<?, ?> map) {
                all.putAll(map);
            }
        }
        return all;
    }

    /** A map of lists as a list of maps. */
    private static List<Map<Object, @Nullable Object>> grouped(Map<?, ?> map) {
        List<Map<Object, @Nullable Object>> rows = new ArrayList<>();
        map.forEach((key, column) -> {
            List<?> cells = column instanceof List<?> list ? list : List.of();
            for (int i = 0; i < cells.size(); i++) {
                if (rows.size() == i) {
                    rows.add(new LinkedHashMap<>());
                }
                rows.get(i).put(key, cells.get(i));
            }
        });
        return rows;
    }

    /** What the path leads to from here and from everything below. */
    private static List<@Nullable Object> dug(@Nullable Object at, String path, List<@Nullable Object> found) {
        Object here = JsonPath.walk(at, path);
        if (here != JsonPath.MISSING) {
            found.add(here);
        }
        Iterable<?> below = at instanceof Map<?, ?> map ? map.values() : at instanceof List<?> list ? list : List.of();
        below.forEach(child -> dug(child, path, found));
        return found;
    }
}
