package dev.weir.controller.formula;

import dev.weir.controller.formula.Type.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times and durations: {@code now() date() duration()}, their methods, and how Go writes a duration. Times are UTC. */
final class Durations {

    private static final Pattern PART = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Double> NANOS =
            Map.of("ns", 1d, "us", 1e3, "µs", 1e3, "μs", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);
    private static final Map<String, Type> OF_TIME = Map.ofEntries(
            Map.entry("Year", Type.INT),
            Map.entry("Month", Type.MONTH),
            Map.entry("Day", Type.INT),
            Map.entry("Weekday", Type.WEEKDAY),
            Map.entry("YearDay", Type.INT),
            Map.entry("Hour", Type.INT),
            Map.entry("Minute", Type.INT),
            Map.entry("Second", Type.INT),
            Map.entry("Nanosecond", Type.INT));
    private static final Map<String, Type> OF_DURATION =
            Map.of("Hours", Type.FLOAT, "Minutes", Type.FLOAT, "Seconds", Type.FLOAT);

    private Durations() {}

    static Typed function(Syntax tree, List<Typed> arguments) {
        int at = tree.at();
        if (tree.text().equals("now")) {
            Functions.count(tree, arguments, 0, 0);
            return new Typed(Type.TIME, Node.of(at, frame -> frame.values.now().atZone(ZoneOffset.UTC)));
        }
        Functions.count(tree, arguments, 1, 1);
        boolean duration = tree.text().equals("duration");
        Typed argument = arguments.get(0);
        if (duration && !argument.type().is(Kind.STRING) && !argument.type().isUnknown()) {
            throw Functions.wrong(tree, argument, "a text such as \"1h30m\"");
        }
        Node node = argument.node();
        return new Typed(duration ? Type.DURATION : Type.TIME, Node.of(at, frame -> {
            if (!(node.value(frame) instanceof String text)) {
                throw new Fault(at, tree.text() + " expects a text, given " + Kinds.of(node.value(frame)));
            }
            return duration ? parse(text, at) : date(text, at);
        }));
    }

    /** {@code 1h30m}, {@code -1.5s}, {@code 0}. */
    static Duration parse(String text, int at) {
        String bare = text.replaceFirst("^[+-]", "");
        Matcher part = PART.matcher(bare);
        double nanos = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos += Double.parseDouble(part.group(1)) * NANOS.getOrDefault(part.group(2), 1d);
            end = part.end();
        }
        boolean whole = end == bare.length() && end > 0 || bare.equals("0");
        if (!whole || nanos >= 0x1p63) {
            throw new Fault(at, "\"" + text + "\" is no duration, expected one like 5m or 1h30m");
        }
        return Duration.ofNanos((long) (text.startsWith("-") ? -nanos : nanos));
    }

    private static ZonedDateTime date(String text, int at) {
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC);
            }
            if (text.matches("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}")) {
                return LocalDateTime.parse(text.replace(' ', 'T')).atZone(ZoneOffset.UTC);
            }
            return ZonedDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new Fault(
                    at, "\"" + text + "\" is no date, expected one like 2026-11-24, 2026-11-24 15:04:05 or RFC 3339");
        }
    }

    static ZonedDateTime later(ZonedDateTime time, Duration duration, int at) {
        try {
            return time.plus(duration);
        } catch (DateTimeException | ArithmeticException e) {
            throw new Fault(at, "a time too far away");
        }
    }

    /** A call of a method of a time or a duration. */
    static Typed method(Compiler compiler, Syntax tree, Typed base) {
        String name = (String) tree.part(1).literal();
        Type type = type(base.type(), name);
        if (type == null) {
            throw new Fault(
                    tree.at(),
                    base.type() + " has no method " + name + " in formulas, expected one of " + OF_TIME.keySet()
                            + ", Unix and UnixMilli of a time, or Hours, Minutes, Seconds and Milliseconds of a duration");
        }
        if (tree.parts().size() > 2) {
            throw new Fault(tree.at(), "the method " + name + " takes no arguments");
        }
        Node node = base.node();
        return new Typed(type, Node.of(tree.at(), frame -> method(name, Members.receiver(node, frame), tree.at())));
    }

    private static @Nullable Type type(Type base, @Nullable String name) {
        if (name == null) {
            return null;
        }
        if (base.is(Kind.TIME)) {
            // An int64 in Go, which no operator of the checker minds.
            return name.equals("Unix") || name.equals("UnixMilli") ? Type.INT : OF_TIME.get(name);
        }
        return base.is(Kind.DURATION) ? name.equals("Milliseconds") ? Type.INT : OF_DURATION.get(name) : null;
    }

    private static Object method(@Nullable String name, @Nullable Object value, int at) {
        if (value instanceof Duration duration && name != null) {
            return ofDuration(name, duration);
        }
        if (!(value instanceof ZonedDateTime time) || name == null) {
            throw new Fault(at, "the method " + name + " of " + Kinds.of(value));
        }
        return switch (name) {
            case "Year" -> (long) time.getYear();
            case "Month" -> time.getMonth();
            case "Day" -> (long) time.getDayOfMonth();
            case "Weekday" -> time.getDayOfWeek();
            case "YearDay" -> (long) time.getDayOfYear();
            case "Hour" -> (long) time.getHour();
            case "Minute" -> (long) time.getMinute();
            case "Second" -> (long) time.getSecond();
            case "Nanosecond" -> (long) time.getNano();
            case "Unix" -> time.toEpochSecond();
            default -> time.toInstant().toEpochMilli();
        };
    }

    private static Object ofDuration(String name, Duration duration) {
        return switch (name) {
            case "Hours" -> in(duration, 3600L * 1_000_000_000);
            case "Minutes" -> in(duration, 60L * 1_000_000_000);
            case "Seconds" -> in(duration, 1_000_000_000);
            default -> duration.toMillis();
        };
    }

    private static double in(Duration duration, long unit) {
        long nanos = duration.toNanos();
        return nanos / unit + (nanos % unit) / (double) unit;
    }

    static String shown(Duration duration) {
        return duration.isZero() ? "0s" : duration.toString();
    }
}
