package dev.weir.gateway.prometheus.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments and durations as Prometheus's parameters have them, in milliseconds. */
public final class Times {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,30}\\.?\\d{0,30}|\\.\\d{1,30})([eE][+-]?\\d{1,3})?");
    private static final Pattern DURATION = Pattern.compile(
            "(?:(\\d{1,9})y)?(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
    private static final Pattern RFC3339 = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    private static final long[] UNIT_MILLIS = {
        31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };
    private static final BigDecimal MOST = BigDecimal.valueOf(1L << 52);

    private Times() {}

    /** Seconds of the epoch or RFC 3339; empty if it is neither, or so far away that nobody means it. */
    public static OptionalLong moment(String text) {
        OptionalLong number = seconds(text, RoundingMode.HALF_UP);
        if (number.isPresent() || !RFC3339.matcher(text).lookingAt()) {
            return number;
        }
        try {
            return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException notAMoment) {
            return OptionalLong.empty();
        }
    }

    /** Seconds or a duration such as {@code 1h30m}, of whole milliseconds; empty if it is neither. */
    public static OptionalLong duration(String text) {
        OptionalLong number = seconds(text, RoundingMode.UNNECESSARY);
        if (number.isEmpty()) {
            Matcher parts = DURATION.matcher(text);
            if (text.isEmpty() || !parts.matches()) {
                return OptionalLong.empty();
            }
            long millis = 0;
            for (int unit = 0; unit < UNIT_MILLIS.length; unit++) {
                String count = parts.group(unit + 1);
                millis += count == null
                        ? 0
                        : Math.min(Long.parseLong(count), MOST.longValue() / UNIT_MILLIS[unit]) * UNIT_MILLIS[unit];
            }
            number = OptionalLong.of(millis);
        }
        return number.getAsLong() > 0 ? number : OptionalLong.empty();
    }

    private static OptionalLong seconds(String text, RoundingMode rounding) {
        if (!NUMBER.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        BigDecimal millis = new BigDecimal(text.endsWith(".") ? text + "0" : text.replaceFirst("\\.(?=[eE])", ""))
                .movePointRight(3);
        if (millis.abs().compareTo(MOST) > 0) {
            return OptionalLong.empty();
        }
        boolean exact = millis.stripTrailingZeros().scale() <= 0;
        return exact || rounding != RoundingMode.UNNECESSARY
                ? OptionalLong.of(millis.setScale(0, rounding).longValue())
                : OptionalLong.empty();
    }

    /** As Prometheus writes a moment in an answer: whole seconds, or with three digits behind the point. */
    public static String written(long millis) {
        long seconds = millis / 1_000;
        long rest = Math.abs(millis % 1_000);
        String sign = millis < 0 && seconds == 0 ? "-" : "";
        return rest == 0
                ? Long.toString(seconds)
                : sign + seconds + "." + (rest < 10 ? "00" : rest < 100 ? "0" : "") + rest;
    }
}
