package dev.weir.scalers.spi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** KEDA's spelling of parameter values. Every method throws {@link IllegalArgumentException} on anything else. */
final class Literals {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern GO_DURATION = Pattern.compile("([0-9]*\\.?[0-9]+|[0-9]+\\.)(ns|us|µs|ms|s|m|h)");
    private static final List<String> TRUE = List.of("1", "t", "T", "TRUE", "true", "True");
    private static final List<String> FALSE = List.of("0", "f", "F", "FALSE", "false", "False");

    private Literals() {}

    static Long integer(String text) {
        require(INTEGER.matcher(text).matches());
        return Long.valueOf(text);
    }

    static Double number(String text) {
        require(NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text)));
        return Double.valueOf(text);
    }

    static Boolean bool(String text) {
        require(TRUE.contains(text) || FALSE.contains(text));
        return TRUE.contains(text);
    }

    static Duration duration(String text) {
        if (INTEGER.matcher(text).matches()) {
            long millis = Long.parseLong(text);
            require(millis >= 0);
            return Duration.ofMillis(millis);
        }
        Matcher part = GO_DURATION.matcher(text);
        double nanos = 0;
        int start = text.startsWith("+") ? 1 : 0;
        int end = start;
        while (part.find(end) && part.start() == end) {
            nanos += Double.parseDouble(part.group(1)) * unitNanos(part.group(2));
            end = part.end();
        }
        require(end == text.length() && end > start && nanos < Long.MAX_VALUE);
        return Duration.ofNanos((long) nanos);
    }

    static List<String> list(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).map(String::trim).collect(Collectors.toUnmodifiableList());
    }

    static Map<String, String> map(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : list(text, ",")) {
            String[] halves = pair.split("=", -1);
            require(halves.length == 2);
            pairs.put(halves[0].trim(), halves[1].trim());
        }
        return pairs;
    }

    static Map<String, String> query(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            pairs.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return pairs;
    }

    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    static String names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }

    /** A value as a manifest would give it. */
    static String written(Object value) {
        if (value instanceof Duration duration) {
            long millis = duration.toMillis();
            return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
        }
        if (value instanceof Double number && number == Math.rint(number)) {
            return Long.toString(number.longValue());
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().map(Object::toString).collect(Collectors.joining(","));
        }
        return value instanceof Map<?, ?> map && map.isEmpty() ? "" : value.toString();
    }

    /** The candidate with the fewest edits, if they are few enough to be a slip of the hand. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        int most = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> edits(word, candidate) <= most)
                .min((a, b) -> Integer.compare(edits(word, a), edits(word, b)));
    }

    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int same = Character.toLowerCase(from.charAt(i - 1)) == Character.toLowerCase(to.charAt(j - 1)) ? 0 : 1;
                int next = Math.min(diagonal + same, Math.min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[to.length()];
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static double unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
