package dev.weir.gateway.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Numbers and times as people say them. */
final class Words {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int DECIMALS = 3;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private Words() {}

    /** At most three decimals; nothing for null. */
    static String number(@Nullable Double value) {
        if (value == null) {
            return "unknown";
        }
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** {@code 3 s}, {@code 2 min 10 s}, {@code 4 h 3 min}; tenths below ten seconds where they say something. */
    static String duration(double seconds) {
        if (seconds < 10 && seconds != Math.rint(seconds)) {
            return BigDecimal.valueOf(seconds)
                            .setScale(1, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString() + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 2 * MINUTE) {
            return whole + " s";
        }
        if (whole < 2 * HOUR) {
            return whole / MINUTE + " min" + (whole % MINUTE == 0 ? "" : " " + whole % MINUTE + " s");
        }
        return whole / HOUR + " h" + (whole % HOUR / MINUTE == 0 ? "" : " " + whole % HOUR / MINUTE + " min");
    }

    /** In UTC, with the day where it is not that of {@code now}. */
    static String time(Instant at, Instant now) {
        boolean today = at.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
        return (today ? TIME : DAY).format(at);
    }

    /** As a sentence ends. */
    static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }
}
