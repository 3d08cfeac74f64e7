package dev.weir.controller.check;

import dev.weir.controller.manifests.FieldPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a schema accepts, and what was given, in words. */
final class Expected {

    private Expected() {}

    static String of(Schema schema) {
        return switch (schema.type()) {
            case "object" -> "a map";
            case "array" -> "a list";
            case "string" -> text(schema.accepted());
            case "integer" -> range(schema);
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> "a whole number or a text";
        };
    }

    private static String text(List<String> accepted) {
        if (accepted.isEmpty()) {
            return "a text";
        }
        return accepted.size() == 1 ? accepted.get(0) : "one of " + String.join(", ", accepted);
    }

    static String range(Schema schema) {
        if (schema.minimum() != null && schema.maximum() != null) {
            return "a whole number from " + Math.round(schema.minimum()) + " to " + Math.round(schema.maximum());
        }
        return "a whole number"
                + (schema.minimum() == null ? "" : " of " + Math.round(schema.minimum()) + " or more")
                + (schema.maximum() == null ? "" : " of " + Math.round(schema.maximum()) + " or less");
    }

    static String described(@Nullable Object value) {
        if (value instanceof Map) {
            return "a map";
        }
        if (value instanceof List) {
            return "a list";
        }
        return value instanceof String text
                ? "\"" + FieldPath.shown(text) + "\""
                : FieldPath.shown(String.valueOf(value));
    }
}
