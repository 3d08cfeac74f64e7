package dev.weir.gateway.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the demo runs and what it shows.
 *
 * @param runFor how long after Weir began to serve it ends; empty for until it is told to
 * @param port of the gateway; 0 for any free one
 * @param show what is shown while it runs
 * @param columns width of the terminal
 * @param rows height of the terminal
 * @param unicode whether the terminal shows more than ASCII
 */
public record DemoSettings(
        Optional<Duration> runFor, int port, Show show, int columns, int rows, boolean unicode, String version) {

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    /** What is shown. */
    public enum Show {
        /** Nothing: the report is all that is wanted. */
        NOTHING,
        /** A line every few seconds. */
        LINES,
        /** A table that is drawn anew in place. */
        TABLE
    }

    /** With the terminal as {@code COLUMNS}, {@code LINES}, {@code LC_ALL}, {@code LC_CTYPE} and {@code LANG} tell of it. */
    public static DemoSettings of(
            Optional<Duration> runFor, int port, Show show, Map<String, String> environment, String version) {
        return new DemoSettings(
                runFor,
                port,
                show,
                number(environment.get("COLUMNS"), COLUMNS),
                number(environment.get("LINES"), ROWS),
                unicode(environment),
                version);
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null && text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : otherwise;
    }

    private static boolean unicode(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return false;
    }
}
