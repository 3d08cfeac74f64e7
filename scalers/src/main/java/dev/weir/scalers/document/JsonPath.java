package dev.weir.scalers.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * GJSON's path syntax: keys with wildcards {@code * ?} and escapes, indexes, {@code #}, {@code #.field}, queries {@code
 * #(a>1)} and {@code #(a>1)#}, pipes, modifiers, {@code [a,b]}, {@code {"x":a}} and {@code ..} for lines. A path that leads
 * nowhere comes to null.
 *
 * @see <a href="https://github.com/tidwall/gjson/blob/master/SYNTAX.md">GJSON path syntax</a>
 */
public final class JsonPath {

    /** Nothing is there, as opposed to a null that is. */
    static final Object MISSING = new Object();

    private static final int LENGTH = 4096;

    private JsonPath() {}

    /** Whether the path treats the text as lines, each a document. */
    public static boolean linewise(String path) {
        return path.startsWith("..");
    }

    /** What the path leads to; null if it leads nowhere. */
    public static @Nullable Object get(@Nullable Object document, String path) {
        if (path.length() > LENGTH) {
            throw new UnusableDocumentException("valueLocation is longer than " + LENGTH + " characters, the limit");
        }
        Object found = walk(document, linewise(path) ? path.substring(2) : path);
        return found == MISSING ? null : found;
    }

    static @Nullable Object walk(@Nullable Object at, String path) {
        if (path.isEmpty() || at == MISSING) {
            return at;
        }
        int end = PathText.end(path, 0);
        String step = path.substring(0, end);
        boolean pipe = end < path.length() && path.charAt(end) == '|';
        String rest = end < path.length() ? path.substring(end + 1) : "";
        if (step.startsWith("#") && at instanceof List<?> list) {
            return many(list, step, pipe, rest);
        }
        return walk(one(at, step), rest);
    }

    private static @Nullable Object one(@Nullable Object at, String step) {
        if (step.startsWith("@") && JsonModifier.known(step)) {
            return JsonModifier.apply(at, step);
        }
        if (step.startsWith("[") || step.startsWith("{")) {
            return multipath(at, step);
        }
        if (step.startsWith("!")) {
            return Documents.json(step.substring(1), false);
        }
        if (at instanceof List<?> list) {
            boolean index = step.matches("[0-9]{1,9}") && Integer.parseInt(step) < list.size();
            return index ? list.get(Integer.parseInt(step)) : MISSING;
        }
        return at instanceof Map<?, ?> map ? key(map, step) : MISSING;
    }

    private static @Nullable Object key(Map<?, ?> map, String step) {
        if (!PathText.isPattern(step)) {
            String name = PathText.unescaped(step);
            return map.containsKey(name) ? map.get(name) : MISSING;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (PathText.matches(step, entry.getKey().toString())) {
                return entry.getValue();
            }
        }
        return MISSING;
    }

    /** {@code #}, {@code #.field}, {@code #(query)} and {@code #(query)#} of a list. */
    private static @Nullable Object many(List<?> list, String step, boolean pipe, String rest) {
        if (step.equals("#")) {
            if (rest.isEmpty() || pipe) {
                return walk((double) list.size(), rest);
            }
            return each(list, rest);
        }
        boolean all = step.endsWith("#") && step.length() > 1;
        String query = step.substring(1, all ? step.length() - 1 : step.length());
        if (query.length() < 2) {
            return MISSING;
        }
        JsonQuery condition = JsonQuery.parse(query.substring(1, query.length() - 1));
        List<@Nullable Object> fitting = new ArrayList<>();
        for (Object element : list) {
            if (condition.holds(element)) {
                fitting.add(element);
            }
        }
        if (!all) {
            return fitting.isEmpty() ? MISSING : walk(fitting.get(0), rest);
        }
        return pipe || rest.isEmpty() ? walk(fitting, rest) : each(fitting, rest);
    }

    /** The path up to the next pipe is walked from each element; what it leads to nowhere is left out. */
    private static @Nullable Object each(List<?> list, String path) {
        int pipe = PathText.pipe(path);
        List<@Nullable Object> found = new ArrayList<>();
        for (Object element : list) {
            Object value = walk(element, path.substring(0, pipe));
            if (value != MISSING) {
                found.add(value);
            }
        }
        return walk(found, pipe < path.length() ? path.substring(pipe + 1) : "");
    }

    private static Object multipath(@Nullable Object at, String step) {
        boolean object = step.startsWith("{");
        List<@Nullable Object> list = new ArrayList<>();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String part : PathText.parts(step.substring(1, Math.max(1, step.length() - 1)))) {
            int colon = object ? PathText.colon(part) : -1;
            String path = part.substring(colon + 1);
            Object value = walk(at, path);
            if (value != MISSING) {
                list.add(value);
                map.put(colon < 0 ? path : part.substring(0, colon).replace("\"", ""), value);
            }
        }
        return object ? map : list;
    }

    /** As GJSON writes a value where a text is needed. */
    static String text(@Nullable Object value) {
        return Objects.toString(
                value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15 ? (Object) d.longValue() : value,
                "null");
    }
}
