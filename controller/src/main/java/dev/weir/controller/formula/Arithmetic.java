package dev.weir.controller.formula;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Operators on values whose kinds show only when they are there. An int and an int give an int, but for division. */
final class Arithmetic {

    private Arithmetic() {}

    static Object apply(String operator, @Nullable Object left, @Nullable Object right, Frame frame, int at) {
        if (left instanceof Long a && right instanceof Long b) {
            return whole(operator, a, b, at);
        }
        if (left instanceof Number a && right instanceof Number b && !operator.equals("%")) {
            return real(operator, a.doubleValue(), b.doubleValue());
        }
        Object other = other(operator, left, right, frame, at);
        if (other == null) {
            throw new Fault(at, Kinds.of(left) + " " + operator + " " + Kinds.of(right) + " cannot be done");
        }
        return other;
    }

    private static Object whole(String operator, long a, long b, int at) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "%" -> remainder(a, b, at);
            default -> real(operator, a, b);
        };
    }

    static long remainder(long a, long b, int at) {
        if (b == 0) {
            throw new Fault(at, "remainder of a division by zero");
        }
        return a % b;
    }

    static double real(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            default -> power(a, b);
        };
    }

    /** As Go does it: one to any power is one, and so is minus one to an infinite one. */
    static double power(double a, double b) {
        return a == 1 || a == -1 && Double.isInfinite(b) ? 1 : GoPower.of(a, b);
    }

    private static @Nullable Object other(
            String operator, @Nullable Object left, @Nullable Object right, Frame frame, int at) {
        return switch (operator) {
            case "+" -> sum(left, right, frame, at);
            case "-" -> difference(left, right);
            case "*" -> product(left, right);
            default -> null;
        };
    }

    private static @Nullable Object sum(@Nullable Object left, @Nullable Object right, Frame frame, int at) {
        if (left instanceof String a && right instanceof String b) {
            frame.grow((long) a.length() + b.length(), at);
            return a + b;
        }
        if (left instanceof ZonedDateTime time && right instanceof Duration duration) {
            return Durations.later(time, duration, at);
        }
        if (left instanceof Duration a) {
            return right instanceof ZonedDateTime time
                    ? Durations.later(time, a, at)
                    : right instanceof Duration b ? a.plus(b) : null;
        }
        return null;
    }

    private static @Nullable Object difference(@Nullable Object left, @Nullable Object right) {
        if (left instanceof ZonedDateTime a) {
            return right instanceof ZonedDateTime b
                    ? Duration.between(b, a)
                    : right instanceof Duration duration ? a.minus(duration) : null;
        }
        return left instanceof Duration a && right instanceof Duration b ? a.minus(b) : null;
    }

    private static @Nullable Object product(@Nullable Object left, @Nullable Object right) {
        Long a = left instanceof Long number ? number : Kinds.underneath(left);
        Long b = right instanceof Long number ? number : Kinds.underneath(right);
        boolean durations = left instanceof Duration || right instanceof Duration;
        if (durations && a != null && b != null) {
            return Duration.ofNanos(a * b);
        }
        // Go multiplies a duration by a float as floats, and forgets that it was a duration.
        if (left instanceof Duration && right instanceof Double factor && a != null) {
            return a * factor;
        }
        return right instanceof Duration && left instanceof Double factor && b != null ? factor * b : null;
    }

    static Object negative(@Nullable Object value, int at) {
        if (value instanceof Double number) {
            return -number;
        }
        if (value instanceof Long number) {
            return -number;
        }
        throw new Fault(at, Kinds.of(value) + " has no negative, expected a number");
    }
}
