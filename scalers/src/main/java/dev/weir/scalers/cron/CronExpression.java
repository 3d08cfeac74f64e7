package dev.weir.scalers.cron;

import dev.weir.scalers.cron.CronField.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A five-field expression and its firings. Around changes of the clock the steps are those of robfig/cron v3.0.1 and not
 * merely its rules, because KEDA's windows follow from them: months and days are walked in local dates, hours and minutes in
 * elapsed time, so that a skipped time does not fire and a repeated one fires twice, and where a zone changes by half an hour
 * (Lord Howe) the same firing is missed. Two things differ: a field that allows nothing is known to never fire without
 * looking through five years of minutes, and a zone that skips a whole day cannot stop the walk.
 */
final class CronExpression {

    private static final int YEARS = 5;

    private final CronField minute;
    private final CronField hour;
    private final CronField dayOfMonth;
    private final CronField month;
    private final CronField dayOfWeek;
    private final @Nullable ZoneId ownZone;

    private CronExpression(CronField[] fields, @Nullable ZoneId ownZone) {
        this.minute = fields[0];
        this.hour = fields[1];
        this.dayOfMonth = fields[2];
        this.month = fields[3];
        this.dayOfWeek = fields[4];
        this.ownZone = ownZone;
    }

    /**
     * Reads an expression with an optional {@code TZ=} or {@code CRON_TZ=} prefix.
     *
     * @throws IllegalArgumentException with a sentence about what is wrong
     */
    static CronExpression parse(String text) {
        if (!text.startsWith("TZ=") && !text.startsWith("CRON_TZ=")) {
            return new CronExpression(fields(text), null);
        }
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("there is nothing after the time zone");
        }
        String zone = text.substring(text.indexOf('=') + 1, space);
        ZoneId own = Zones.find(zone)
                .orElseThrow(() -> new IllegalArgumentException("the time zone \"" + zone + "\" is not known"));
        return new CronExpression(fields(text.substring(space)), own);
    }

    private static CronField[] fields(String text) {
        String[] words = text.strip().split("\\s+");
        if (words[0].startsWith("@")) {
            throw new IllegalArgumentException("macros such as @daily are not accepted; write five fields");
        }
        Place[] places = Place.values();
        if (words.length != places.length) {
            throw new IllegalArgumentException("it has " + (words[0].isEmpty() ? 0 : words.length)
                    + " fields; accepted are five: minute, hour, day of month, month, day of week");
        }
        CronField[] fields = new CronField[places.length];
        for (int i = 0; i < places.length; i++) {
            fields[i] = CronField.parse(places[i], words[i]);
        }
        return fields;
    }

    /** The first firing strictly after {@code now}, in whole seconds; empty if there is none within five years. */
    Optional<Instant> after(Instant now, ZoneId zone) {
        if (minute.allowsNothing() || hour.allowsNothing() || month.allowsNothing()) {
            return Optional.empty();
        }
        Instant second = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return Optional.ofNullable(new Walk(second.atZone(ownZone == null ? zone : ownZone)).firing());
    }

    private boolean allowsDay(ZonedDateTime t) {
        boolean inMonth = dayOfMonth.allows(t.getDayOfMonth());
        boolean inWeek = dayOfWeek.allows(t.getDayOfWeek().getValue() % 7);
        return dayOfMonth.plain() || dayOfWeek.plain() ? inMonth && inWeek : inMonth || inWeek;
    }

    /** One search. Each step moves to the next month, day, hour or minute; whoever rolls over starts from the top. */
    private final class Walk {
        private final int lastYear;
        private ZonedDateTime t;
        /** Whether what is smaller than the first unit that did not fit has been set to its start. */
        private boolean aligned;

        Walk(ZonedDateTime from) {
            this.t = from;
            this.lastYear = from.getYear() + YEARS;
        }

        @Nullable
        Instant firing() {
            while (t.getYear() <= lastYear) {
                if (months() && days() && hours() && minutes() && seconds()) {
                    return t.toInstant();
                }
            }
            return null;
        }

        private boolean months() {
            while (!month.allows(t.getMonthValue())) {
                align(t.toLocalDate().withDayOfMonth(1).atStartOfDay());
                t = at(t.toLocalDateTime().plusMonths(1));
                if (t.getMonthValue() == 1) {
                    return false;
                }
            }
            return true;
        }

        private boolean days() {
            while (!allowsDay(t)) {
                align(t.toLocalDate().atStartOfDay());
                nextDay();
                if (t.getDayOfMonth() == 1) {
                    return false;
                }
            }
            return true;
        }

        private void nextDay() {
            ZonedDateTime before = t;
            t = at(t.toLocalDateTime().plusDays(1));
            int off = t.getHour();
            if (off > 12) {
                t = t.plus(Duration.ofHours(24 - off));
            } else if (off > 0) {
                t = t.minus(Duration.ofHours(off));
            }
            if (!t.toLocalDate().isAfter(before.toLocalDate())) {
                t = before.toLocalDate().plusDays(1).atStartOfDay(t.getZone());
            }
        }

        private boolean hours() {
            while (!hour.allows(t.getHour())) {
                align(t.toLocalDateTime().truncatedTo(ChronoUnit.HOURS));
                t = t.plus(Duration.ofHours(1));
                if (t.getHour() == 0) {
                    return false;
                }
            }
            return true;
        }

        private boolean minutes() {
            while (!minute.allows(t.getMinute())) {
                if (!aligned) {
                    aligned = true;
                    t = t.truncatedTo(ChronoUnit.MINUTES);
                }
                t = t.plus(Duration.ofMinutes(1));
                if (t.getMinute() == 0) {
                    return false;
                }
            }
            return true;
        }

        /** Firings are at second 0. */
        private boolean seconds() {
            int left = (60 - t.getSecond()) % 60;
            t = t.plusSeconds(left);
            aligned |= left > 0;
            return left == 0;
        }

        private void align(LocalDateTime start) {
            if (!aligned) {
                aligned = true;
                t = at(start);
            }
        }

        /**
         * A local time as Go's {@code time.Date} takes it: with the offset that holds at the instant that the offset at
         * "local time read as UTC" leads to. In a gap that is the offset before or after it, depending on the zone's side
         * of Greenwich, which Java would decide otherwise.
         */
        private ZonedDateTime at(LocalDateTime local) {
            var rules = t.getZone().getRules();
            ZoneOffset guess = rules.getOffset(local.toInstant(ZoneOffset.UTC));
            ZoneOffset offset = rules.getOffset(local.toInstant(guess));
            return local.toInstant(offset).atZone(t.getZone());
        }
    }
}
