package dev.weir.gateway.prometheus.query;

import dev.weir.gateway.config.PrometheusSettings.Freshness;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How fresh an answer has to be for its caller.
 *
 * @param freshness how old it may be
 * @param stated whether the caller has said so
 * @param fresh whether nothing that is kept will do
 * @param keep whether the answer may be kept for others
 * @param stale how old it may be where the upstream fails
 */
public record Wish(Duration freshness, boolean stated, boolean fresh, boolean keep, Duration stale) {

    /** A header, and a parameter of the same name, that wins over Cache-Control. */
    public static final String NAME = "X-Weir-Freshness";

    private static final int MOST_DIGITS = 9;

    /**
     * Reads what the caller says.
     *
     * @param own of the parameter or the header {@link #NAME}
     * @param control the header Cache-Control, or null
     */
    public static Wish of(Freshness bounds, Optional<String> own, @Nullable String control)
            throws BadParameterException {
        Duration asked = null;
        Duration stale = Duration.ZERO;
        boolean fresh = false;
        boolean keep = true;
        for (String directive : control == null
                ? new String[0]
                : control.toLowerCase(Locale.ROOT).split(",", 32)) {
            String[] parts = directive.strip().split("=", 2);
            OptionalLong seconds = parts.length == 2 ? seconds(parts[1]) : OptionalLong.empty();
            switch (parts[0].strip()) {
                case "no-cache" -> fresh = true;
                case "no-store" -> {
                    fresh = true;
                    keep = false;
                }
                case "max-age" -> {
                    if (seconds.isPresent()) {
                        asked = Duration.ofSeconds(seconds.getAsLong());
                    }
                }
                case "stale-if-error" ->
                    stale = seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : bounds.most();
                default -> {
                    // Who does not know a directive passes over it, as HTTP has it.
                }
            }
        }
        if (own.isPresent()) {
            String text = own.get().strip();
            OptionalLong millis = text.matches("0+s?|0+ms") ? OptionalLong.of(0) : Times.duration(text);
            asked = Duration.ofMillis(millis.orElseThrow(() -> new BadParameterException(NAME + ": given \""
                    + shown(text) + "\", accepted are seconds or a duration such as 500ms, 10s or 1m")));
        }
        Duration freshness = asked == null ? bounds.usual() : within(bounds, asked);
        return new Wish(
                freshness, asked != null, fresh, keep, stale.compareTo(bounds.most()) < 0 ? stale : bounds.most());
    }

    private static Duration within(Freshness bounds, Duration asked) {
        if (asked.compareTo(bounds.least()) < 0) {
            return bounds.least();
        }
        return asked.compareTo(bounds.most()) > 0 ? bounds.most() : asked;
    }

    private static OptionalLong seconds(String text) {
        String digits = text.strip().replace("\"", "");
        return digits.matches("\\d{1," + MOST_DIGITS + "}")
                ? OptionalLong.of(Long.parseLong(digits))
                : digits.matches("\\d+") ? OptionalLong.of(1_000_000_000L) : OptionalLong.empty();
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
