package dev.weir.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * How the log is written.
 *
 * @param format as lines of text or of JSON
 * @param level what is logged, as zap takes it; empty for what WEIR_LOG_LEVEL says, else info
 * @param time how times are written
 */
public record LogSettings(Format format, Optional<String> level, Time time) {

    /** What a line is. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Zap's encodings of times. */
    public enum Time {
        RFC3339,
        RFC3339NANO,
        ISO8601,
        EPOCH,
        MILLIS,
        NANO
    }

    private static final List<String> FORMATS = List.of("text", "json", "console");

    static LogSettings from(SettingsReader reader) {
        String format = reader.oneOf("log-format", "text", FORMATS);
        String time = reader.oneOf(
                "log-time", "rfc3339", List.of("rfc3339", "rfc3339nano", "iso8601", "epoch", "millis", "nano"));
        String level = reader.text("log-level", "");
        if (!level.isEmpty() && !level.matches("(?i)debug|info|warn|error|dpanic|panic|fatal|[0-9]{1,3}")) {
            reader.wrong("log-level", level, "error, warn, info, debug or a number from 0");
        }
        return new LogSettings(
                format.equals("json") ? Format.JSON : Format.TEXT,
                Optional.of(level).filter(given -> !given.isEmpty()),
                Time.valueOf(time.toUpperCase(java.util.Locale.ROOT)));
    }
}
