package dev.weir.scalers.document;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value whose shape the reader knows: what is not there, or is something else, reads as absent.
 *
 * @param value a map, list, text, number or boolean; null for null and for what is absent
 */
public record JsonValue(@Nullable Object value) {

    private static final JsonValue ABSENT = new JsonValue(null);

    /**
     * Reads exactly one document.
     *
     * @throws UnusableDocumentException if the text is anything else
     */
    public static JsonValue parse(String text) {
        return new JsonValue(Documents.strictJson(text));
    }

    /** The member that the names lead to, one below the other. */
    public JsonValue at(String... names) {
        Object at = value;
        for (String name : names) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return at == null ? ABSENT : new JsonValue(at);
    }

    public boolean isAbsent() {
        return value == null;
    }

    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    public boolean isList() {
        return value instanceof List<?>;
    }

    /** The elements of a list; none of anything else. */
    public List<JsonValue> elements() {
        return value instanceof List<?> list ? list.stream().map(JsonValue::new).toList() : List.of();
    }

    /** The members' values of an object; none of anything else. */
    public List<JsonValue> members() {
        return value instanceof Map<?, ?> map
                ? map.values().stream().<JsonValue>map(JsonValue::new).toList()
                : List.of();
    }

    /** The text, or empty. */
    public String text() {
        return value instanceof String text ? text : "";
    }

    public OptionalDouble number() {
        return value instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /**
     * A whole number; 0 where nothing is.
     *
     * @param otherwise makes what is thrown where something else stands, out of what completes a sentence
     */
    public long whole(Function<String, ? extends RuntimeException> otherwise) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            return number.longValue();
        }
        throw otherwise.apply(value instanceof Double ? "is not whole" : "is no number");
    }

    /** Shows the kind of value only: an answer may hold anything. */
    @Override
    public String toString() {
        return "JsonValue[" + (value == null ? "absent" : value.getClass().getSimpleName()) + "]";
    }
}
