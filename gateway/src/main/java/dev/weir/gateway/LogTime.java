package dev.weir.gateway;

import dev.weir.gateway.config.LogSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** A time as zap writes it. */
final class LogTime {

    private static final int NANO_DIGITS = 9;
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX").withZone(ZoneOffset.UTC);

    private LogTime() {}

    /** A text, or a number of seconds, milliseconds or nanoseconds. */
    static Object of(LogSettings.Time format, Instant at) {
        BigDecimal nanos = BigDecimal.valueOf(at.getEpochSecond())
                .scaleByPowerOfTen(NANO_DIGITS)
                .add(BigDecimal.valueOf(at.getNano()));
        return switch (format) {
            case RFC3339 -> at.truncatedTo(ChronoUnit.MILLIS).toString();
            case RFC3339NANO -> at.toString();
            case ISO8601 -> ISO.format(at);
            case EPOCH -> nanos.movePointLeft(NANO_DIGITS).doubleValue();
            case MILLIS -> at.toEpochMilli();
            case NANO -> nanos.longValueExact();
        };
    }
}
