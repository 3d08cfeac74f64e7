package dev.weir.controller.formula;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Equality and order of values whose kinds show only when they are there. */
final class Comparison {

    private static final int NESTED = 200;

    private Comparison() {}

    static boolean equal(@Nullable Object left, @Nullable Object right, Frame frame, int at) {
        return equal(left, right, frame, at, 0);
    }

    private static boolean equal(@Nullable Object left, @Nullable Object right, Frame frame, int at, int depth) {
        if (left instanceof Long a && right instanceof Long b) {
            return a.longValue() == b.longValue();
        }
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        if (left instanceof ZonedDateTime a && right instanceof ZonedDateTime b) {
            return a.isEqual(b);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return equalLists(a, b, frame, at, depth + 1);
        }
        return left == null ? right == null : left.equals(right);
    }

    private static boolean equalLists(List<?> left, List<?> right, Frame frame, int at, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        if (depth > NESTED) {
            throw new Fault(at, "lists are nested more than " + NESTED + " deep");
        }
        frame.step(left.size(), at);
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i), frame, at, depth)) {
                return false;
            }
        }
        return true;
    }

    static boolean ordered(String operator, double left, double right) {
        return switch (operator) {
            case "<" -> left < right;
            case "<=" -> left <= right;
            case ">" -> left > right;
            default -> left >= right;
        };
    }

    static boolean ordered(String operator, @Nullable Object left, @Nullable Object right, int at) {
        if (left instanceof Number a && right instanceof Number b && !(left instanceof Long && right instanceof Long)) {
            return ordered(operator, a.doubleValue(), b.doubleValue());
        }
        return ordered(operator, compare(operator, left, right, at), 0);
    }

    private static int compare(String operator, @Nullable Object left, @Nullable Object right, int at) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof String a && right instanceof String b) {
            return Texts.compare(a, b);
        }
        if (left instanceof ZonedDateTime a && right instanceof ZonedDateTime b) {
            return a.toInstant().compareTo(b.toInstant());
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.compareTo(b);
        }
        throw new Fault(at, Kinds.of(left) + " " + operator + " " + Kinds.of(right) + " cannot be compared");
    }

    /** The operator {@code in} for a list. */
    static boolean contains(@Nullable Object list, @Nullable Object sought, Frame frame, int at) {
        if (list == null) {
            return false;
        }
        if (!(list instanceof List<?> elements)) {
            throw new Fault(at, "nothing can be in " + Kinds.of(list) + ", expected a list");
        }
        frame.step(elements.size(), at);
        for (Object element : elements) {
            if (equal(element, sought, frame, at)) {
                return true;
            }
        }
        return false;
    }
}
