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
import java.util.Set;
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

    /** Names whose values nobody is to read in a list of settings. */
    private static final Pattern SECRET = Pattern.compile(".*(password|passphrase|token|secret)");

    private static final int MOST_SHOWN = 200;

    private final Map<String, Given> given;
    private final TreeSet<String> known = new TreeSet<>();
    private final Map<String, String> defaults = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, String> given) {
        this.given = new TreeMap<>();
        given.forEach((name, value) -> this.given.put(name, Given.option(value)));
    }

    private SettingsReader(TreeMap<String, Given> given) {
        this.given = given;
    }

    /** The same from several places. */
    static SettingsReader of(Map<String, Given> given) {
        return new SettingsReader(new TreeMap<>(given));
    }

    String text(String name, String otherwise) {
        defaults.put(name, otherwise);
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
        defaults.put(name, Boolean.toString(otherwise));
        String text = raw(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            wrong(name, text, "true or false");
        }
        return text == null ? otherwise : text.equals("true");
    }

    /** Empty where what holds depends on other settings. */
    Optional<Boolean> flagIfGiven(String name) {
        return raw(name) == null ? Optional.empty() : Optional.of(flag(name));
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

    /** One of some words. */
    String oneOf(String name, String otherwise, List<String> words) {
        String text = text(name, otherwise);
        if (!words.contains(text)) {
            wrong(name, text, "one of " + String.join(", ", words));
            return otherwise;
        }
        return text;
    }

    int count(String name, int otherwise, int min, int max) {
        defaults.put(name, Integer.toString(otherwise));
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
        defaults.put(
                name, otherwise.toMillis() % 1000 == 0 ? otherwise.toSeconds() + "s" : otherwise.toMillis() + "ms");
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
        given.forEach((name, value) -> {
            if (!known.contains(name)) {
                String near = Misspelling.nearest(name, known)
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse("; there are " + String.join(", ", known));
                problems.add(place(value) + "setting \"" + shown(name) + "\" does not exist" + near);
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    /** Names that have been asked for. */
    Set<String> known() {
        return Set.copyOf(known);
    }

    /** Every setting that has been asked for, by name. */
    List<Effective> effective() {
        return known.stream()
                .map(name -> {
                    Given there = given.get(name);
                    String value = there == null ? defaults.getOrDefault(name, "") : there.value();
                    String origin =
                            there == null ? "default" : there.origin().isEmpty() ? "command line" : there.origin();
                    boolean hidden = SECRET.matcher(name).matches() && !value.isEmpty();
                    return new Effective(name, hidden ? "(hidden)" : value, origin);
                })
                .toList();
    }

    private @Nullable String raw(String name) {
        known.add(name);
        Given there = given.get(name);
        return there == null ? null : there.value();
    }

    void wrong(String name, String text, String accepted) {
        Given there = given.get(name);
        String value = SECRET.matcher(name).matches() ? "(hidden)" : shown(text);
        problems.add((there == null ? "" : place(there)) + name + ": given \"" + value + "\", accepted is " + accepted);
    }

    private static String place(Given value) {
        return value.origin().isEmpty() ? "" : value.origin() + ": ";
    }

    /** No line of ours is broken or made endless by what somebody wrote. */
    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
    }
}
