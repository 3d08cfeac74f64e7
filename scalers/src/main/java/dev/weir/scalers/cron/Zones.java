package dev.weir.scalers.cron;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Time zones by the names that KEDA accepts: those of the IANA database, {@code Local} for the operator's own and UTC for an
 * empty one. Java's further spellings ({@code +02:00}, {@code UTC+2}) are not among them.
 */
final class Zones {

    /** IANA names that Java keeps as short ids only. */
    private static final Map<String, String> FIXED = Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00");

    private Zones() {}

    static Optional<ZoneId> find(String name) {
        if (name.isEmpty()) {
            return Optional.of(ZoneId.of("UTC"));
        }
        if (name.equals("Local")) {
            return Optional.of(ZoneId.systemDefault());
        }
        if (FIXED.containsKey(name)) {
            return Optional.of(ZoneId.of(FIXED.get(name)));
        }
        return ZoneId.getAvailableZoneIds().contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
    }
}
