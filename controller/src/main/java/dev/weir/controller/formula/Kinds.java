package dev.weir.controller.formula;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Month;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What values are called, and how they are written as text. */
final class Kinds {

    private static final int NESTED = 200;

    private Kinds() {}

    /** For messages. */
    static String of(@Nullable Object value) {
        return value == null
                ? "nil (a trigger that failed, or nothing found)"
                : value instanceof Double
                        ? "a float"
                        : value instanceof Long
                                ? "an int"
                                : value instanceof String
                                        ? "a text"
                                        : value instanceof Boolean
                                                ? "a bool"
                                                : value instanceof List ? "a list" : "a " + name(value);
    }

    /** The function {@code type(…)}. */
    static String name(@Nullable Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof Double) {
            return "float";
        }
        if (value instanceof Long) {
            return "int";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        return value instanceof String ? "string" : value instanceof List ? "array" : timeName(value);
    }

    private static String timeName(Object value) {
        return value instanceof Duration
                ? "time.Duration"
                : value instanceof DayOfWeek
                        ? "time.Weekday"
                        : value instanceof Month
                                ? "time.Month"
                                : value instanceof ZonedDateTime ? "time.Time" : "unknown";
    }

    /** The whole number that Go keeps days, months and durations as. */
    static @Nullable Long underneath(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return duration.toNanos();
        }
        if (value instanceof DayOfWeek day) {
            return day.getValue() % 7L;
        }
        return value instanceof Month month ? Long.valueOf(month.getValue()) : null;
    }

    /** The function {@code string(…)}. */
    static String shown(@Nullable Object value, Frame frame, int at, int depth) {
        frame.step(1, at);
        if (depth > NESTED) {
            throw new Fault(at, "lists are nested more than " + NESTED + " deep");
        }
        if (value instanceof Double number) {
            return Numbers.shown(number);
        }
        if (value instanceof List<?> list) {
            var joined = new StringJoiner(" ", "[", "]");
            list.forEach(element -> {
                String text = shown(element, frame, at, depth + 1);
                frame.grow(text.length(), at);
                joined.add(text);
            });
            return joined.toString();
        }
        if (value instanceof DayOfWeek || value instanceof Month) {
            String text = value.toString();
            return text.charAt(0) + text.substring(1).toLowerCase(java.util.Locale.ROOT);
        }
        return value == null
                ? "<nil>"
                : value instanceof Duration duration ? Durations.shown(duration) : value.toString();
    }
}
