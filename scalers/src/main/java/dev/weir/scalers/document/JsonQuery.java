package dev.weir.scalers.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a GJSON query, such as {@code age>47} or {@code nets.#(=="fb")}.
 *
 * @param path from the element; empty for the element itself
 * @param operator empty for "is there"
 * @param text what is compared with, without quotes
 */
record JsonQuery(String path, String operator, String text) {

    private static final List<String> OPERATORS = List.of("==", "!=", "!%", "<=", ">=", "=", "<", ">", "%");

    static JsonQuery parse(String query) {
        int at = operator(query);
        if (at < 0) {
            return new JsonQuery(query.trim(), "", "");
        }
        String operator = OPERATORS.stream()
                .filter(o -> query.startsWith(o, at))
                .findFirst()
                .orElse("=");
        String value = query.substring(at + operator.length()).trim();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return new JsonQuery(
                query.substring(0, at).trim(),
                operator.equals("=") ? "==" : operator,
                quoted ? PathText.unescaped(value.substring(1, value.length() - 1)) : value);
    }

    private static int operator(String query) {
        int depth = 0;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '\\') {
                i++;
            } else if ("([".indexOf(c) >= 0) {
                depth++;
            } else if (")]".indexOf(c) >= 0) {
                depth--;
            } else if (depth == 0 && "=!<>%".indexOf(c) >= 0) {
                return i;
            }
        }
        return -1;
    }

    boolean holds(@Nullable Object element) {
        Object value = JsonPath.walk(element, path);
        if (text.startsWith("~")) {
            return ("==".equals(operator)) == like(value, text.substring(1));
        }
        if (value == JsonPath.MISSING) {
            return false;
        }
        if (operator.isEmpty()) {
            return true;
        }
        if (value instanceof String s) {
            return texts(s);
        }
        if (value instanceof Double d) {
            return ordered(Double.compare(d, number(text)));
        }
        if (value instanceof Boolean b && (text.equals("true") || text.equals("false"))) {
            return ordered(Boolean.compare(b, text.equals("true")));
        }
        return false;
    }

    /** {@code ~true}, {@code ~false}, {@code ~null} and {@code ~*}: true-ish, false-ish, null-ish, there at all. */
    private static boolean like(@Nullable Object value, String kind) {
        boolean missing = value == JsonPath.MISSING || value == null;
        boolean yes = Boolean.TRUE.equals(value)
                || (value instanceof Double d && d != 0)
                || (value instanceof String s
                        && List.of("true", "1", "t", "T", "TRUE", "True").contains(s));
        return switch (kind) {
            case "true" -> yes;
            case "false" -> !yes;
            case "null" -> missing;
            case "*" -> value != JsonPath.MISSING;
            default -> false;
        };
    }

    private boolean texts(String value) {
        return switch (operator) {
            case "%" -> PathText.matches(text, value);
            case "!%" -> !PathText.matches(text, value);
            default -> ordered(value.compareTo(text));
        };
    }

    private boolean ordered(int comparison) {
        return switch (operator) {
            case "==" -> comparison == 0;
            case "!=" -> comparison != 0;
            case "<" -> comparison < 0;
            case "<=" -> comparison <= 0;
            case ">" -> comparison > 0;
            case ">=" -> comparison >= 0;
            default -> false;
        };
    }

    /** What is no number counts as 0, as in GJSON. */
    private static double number(String text) {
        return text.matches("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?") ? Double.parseDouble(text) : 0;
    }
}
