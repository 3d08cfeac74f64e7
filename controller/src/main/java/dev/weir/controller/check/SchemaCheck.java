package dev.weir.controller.check;

import dev.weir.controller.manifests.FieldPath;
import dev.weir.scalers.spi.Params;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a tree against a schema as an API server would. What comes back is the tree without what is wrong, so that the
 * rules can go on: null in place of a value that cannot be used.
 */
final class SchemaCheck {

    /** From here on a number of 64 bits ends. */
    private static final double MOST = 0x1p63;

    private final Findings findings;

    SchemaCheck(Findings findings) {
        this.findings = findings;
    }

    @Nullable
    Object usable(Schema schema, @Nullable Object value, FieldPath path) {
        if (value == null) {
            findings.mistyped(path, "is empty, but must be " + Expected.of(schema) + "; or leave the field out");
            return empty(schema);
        }
        return switch (schema.type()) {
            case "object" -> value instanceof Map<?, ?> map ? object(schema, map, path) : mistyped(schema, value, path);
            case "array" -> value instanceof List<?> list ? list(schema, list, path) : mistyped(schema, value, path);
            case "string" -> text(schema, value, path);
            case "integer" -> whole(schema, value, path);
            case "number" -> value instanceof Number ? value : mistyped(schema, value, path);
            case "boolean" -> value instanceof Boolean ? value : mistyped(schema, value, path);
            case "" -> either(schema, value, path);
            default -> value;
        };
    }

    private @Nullable Object mistyped(Schema schema, @Nullable Object value, FieldPath path) {
        findings.mistyped(path, "is " + Expected.described(value) + ", but must be " + Expected.of(schema));
        return empty(schema);
    }

    /** So that positions in lists stay what they are. */
    private static @Nullable Object empty(Schema schema) {
        return schema.type().equals("object") ? Map.of() : null;
    }

    private Map<String, Object> object(Schema schema, Map<?, ?> given, FieldPath path) {
        Map<String, Object> kept = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            String name = (String) key;
            Schema field = schema.properties().getOrDefault(name, schema.additional());
            if (field != null) {
                Object usable = usable(field, value, path.field(name));
                if (usable != null) {
                    kept.put(name, usable);
                }
            } else if (schema.open()) {
                kept.put(name, value);
            } else {
                unknown(schema, name, path);
            }
        });
        schema.required().stream().filter(name -> !given.containsKey(name)).forEach(name -> missing(name, path));
        return kept;
    }

    private void missing(String name, FieldPath path) {
        findings.mistyped(path.field(name), "is missing");
    }

    private void unknown(Schema schema, String name, FieldPath path) {
        String near = Params.nearest(name, schema.properties().keySet())
                .map(known -> "; did you mean \"" + known + "\"?")
                .orElse("");
        findings.unknownField(path.field(name), "unknown field" + near);
    }

    private List<Object> list(Schema schema, List<?> given, FieldPath path) {
        List<Object> kept = new ArrayList<>();
        Schema item = schema.items();
        for (int i = 0; i < given.size(); i++) {
            Object usable = item == null ? given.get(i) : usable(item, given.get(i), path.item(i));
            if (usable != null) {
                kept.add(usable);
            }
        }
        if (given.size() < schema.minItems()) {
            findings.mistyped(path, "has " + given.size() + " items, but needs " + schema.minItems() + " or more");
        }
        return kept;
    }

    private @Nullable Object text(Schema schema, Object value, FieldPath path) {
        if (value instanceof Number || value instanceof Boolean) {
            String text = value.toString();
            findings.error(path, "is " + FieldPath.shown(text) + ", but must be a text: put it in quotes");
            return text;
        }
        if (!(value instanceof String text)) {
            return mistyped(schema, value, path);
        }
        if (!schema.accepted().isEmpty() && !schema.accepted().contains(text)) {
            return mistyped(schema, value, path);
        }
        if (text.length() < schema.minLength()) {
            findings.mistyped(path, "is empty");
        }
        return matching(schema, text, path);
    }

    private @Nullable Object matching(Schema schema, String text, FieldPath path) {
        if (schema.pattern() != null
                && (text.length() > 1_000 || !schema.pattern().matcher(text).find())) {
            findings.mistyped(
                    path, "is \"" + FieldPath.shown(text) + "\", which is not of the form " + schema.pattern());
            return null;
        }
        return text;
    }

    private @Nullable Object whole(Schema schema, Object value, FieldPath path) {
        if (value instanceof String text && text.matches("-?\\d{1,9}")) {
            findings.error(path, "is the text \"" + text + "\", but must be a whole number: take the quotes away");
            return Integer.valueOf(text);
        }
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        boolean fits = number == Math.rint(number) && Math.abs(number) < MOST && !(value instanceof BigInteger);
        if (!fits || (schema.narrow() && number != (int) number)) {
            return mistyped(schema, value, path);
        }
        if ((schema.minimum() != null && number < schema.minimum())
                || (schema.maximum() != null && number > schema.maximum())) {
            findings.mistyped(path, "is " + value + ", but must be " + Expected.range(schema));
        }
        return value instanceof Double || value instanceof Float ? (Object) (long) number : value;
    }

    private @Nullable Object either(Schema schema, Object value, FieldPath path) {
        if (value instanceof String text) {
            return matching(schema, text, path);
        }
        return value instanceof Integer || value instanceof Long ? value : mistyped(schema, value, path);
    }
}
