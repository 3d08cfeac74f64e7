package dev.weir.controller.manifests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a document with the line it begins on, from 1. What an alias stands for is held once and counted as often as
 * it is used.
 *
 * @param value a map of names to parts, a list of parts, or a scalar
 * @param size how many pieces there are with all aliases written out
 */
record Part(int line, @Nullable Object value, long size) {

    static Part scalar(int line, @Nullable Object value) {
        return new Part(line, value, 1);
    }

    static Part map(int line, Map<String, Part> fields) {
        return new Part(line, fields, 1 + sum(fields.values()));
    }

    static Part list(int line, List<Part> items) {
        return new Part(line, items, 1 + sum(items));
    }

    /** The same from another line: a field is where its name is, also if its value is an alias. */
    Part at(int other) {
        return other == line ? this : new Part(other, value, size);
    }

    private static long sum(Iterable<Part> parts) {
        long sum = 0;
        for (Part part : parts) {
            sum = Math.min(Integer.MAX_VALUE, sum + part.size());
        }
        return sum;
    }

    /** As maps, lists and scalars. */
    @Nullable
    Object plain() {
        if (value instanceof Map<?, ?> fields) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            fields.forEach((name, part) -> plain.put((String) name, ((Part) part).plain()));
            return plain;
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> plain = new ArrayList<>(items.size());
            items.forEach(part -> plain.add(((Part) part).plain()));
            return plain;
        }
        return value;
    }

    /** What one step leads to; null if nothing. */
    @Nullable
    Part child(Object step) {
        if (value instanceof Map<?, ?> fields && step instanceof String) {
            return (Part) fields.get(step);
        }
        return value instanceof List<?> items && step instanceof Integer index && index < items.size()
                ? (Part) items.get(index)
                : null;
    }
}
