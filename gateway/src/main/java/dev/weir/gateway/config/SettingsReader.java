package dev.weir.gateway.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads settings by name and collects every problem until {@link #done}. A setting is declared by reading it. */
final class SettingsReader {

    private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");
    private static final Pattern DURATION = Pattern.compile("(?:" + DURATION_PART + "){1,4}");
    private static final Pattern NO_TIME = Pattern.compile("0(ms|s|m|h)?");
    private static final Map<String, Long> UNIT_NANOS =
            Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

    private final Map<String, String> given;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, String> given) {
        this.given = new TreeMap<>(given);
    }

    String text(String name, String otherwise) {
        String text = raw(name);
        if (text == null) {
            return otherwise;
        }
        if (text.isBlank()) {
            wrong(name, text, "a text that is not empty");
            return otherwise;
        }
        return text.strip();
    }

    boolean flag(String name) {
        return flag(name, false);
    }

    boolean flag(String name, boolean otherwise) {
        String text = raw(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            wrong(name, text, "true or false");
        }
        return text == null ? otherwise : text.equals("true");
    }

    /** With commas between; none if nothing is given. */
    List<String> list(String name) {
        return Stream.of(text(name, "").split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    boolean has(String name) {
        return raw(name) != null;
    }

    int count(String name, int otherwise, int min, int max) {
        String text = raw(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, like a number out of range.
        }
        wrong(name, text, "a whole number from " + min + " to " + max);
        return otherwise;
    }

    Duration duration(String name, Duration otherwise) {
        String text = raw(name);
        if (text == null) {
            return otherwise;
        }
        if (DURATION.matcher(text.strip()).matches()) {
            long nanos = DURATION_PART
                    .matcher(text)
                    .results()
                    .map(part -> new BigDecimal(part.group(1))
                            .multiply(BigDecimal.valueOf(Objects.requireNonNull(UNIT_NANOS.get(part.group(2))))))
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .min(BigDecimal.valueOf(Duration.ofDays(365).toNanos()))
                    .longValue();
            if (nanos >= Duration.ofMillis(1).toNanos()) {
                return Duration.ofNanos(nanos);
            }
        }
        wrong(name, text, "a duration of at least 1ms, such as 500ms, 2.5s or 5m");
        return otherwise;
    }

    /** A duration that may also be none at all, {@code 0} or {@code 0s}. */
    Optional<Duration> pause(String name) {
        String text = raw(name);
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(NO_TIME.matcher(text.strip()).matches() ? Duration.ZERO : duration(name, Duration.ZERO));
    }

    Optional<Path> path(String name) {
        String text = raw(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            if (!text.isBlank()) {
                return Optional.of(Path.of(text));
            }
        } catch (InvalidPathException notAPath) {
            // Said below, like an empty one.
        }
        wrong(name, text, "the path of a file");
        return Optional.empty();
    }

    boolean isGiven(String name) {
        return raw(name) != null;
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    void done() {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                problems.add("setting \"" + name + "\" does not exist; there are " + String.join(", ", known));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private @Nullable String raw(String name) {
        known.add(name);
        return given.get(name);
    }

    private void wrong(String name, String text, String accepted) {
        problems.add(name + ": given \"" + text + "\", accepted is " + accepted);
    }
}
