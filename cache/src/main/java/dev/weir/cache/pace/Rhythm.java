package dev.weir.cache.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * When a source is polled in the long run: once per interval, at its own place in it (its phase), on a grid that is fixed
 * in time, so that the polls of many sources stay spread evenly whatever happened to them.
 *
 * <p>A source that is off its place gets there by stretching each period, from poll start to poll start, by at most a
 * tenth. A period is never shorter than the interval, but for a hundredth: a poll that starts so little late counts as on
 * time, else lateness would add up to a drift. Only the first poll of all, which may come before its place, is followed by
 * one in its place sooner.
 *
 * <p>Sources that are asked together have one rhythm whose places coincide: of two intervals of which one is a multiple of
 * the other, each place of the longer is one of the shorter, too. Whichever of them falls out of step, because it started late
 * or backed off, takes a place again at once: each that comes at a time of its own is a request more.
 *
 * @param phase the place in the interval, in [0, 1)
 * @param nested whether the places of different intervals coincide where they can
 */
public record Rhythm(double phase, boolean nested) {

    private static final int STRETCH_DIVISOR = 10;
    private static final long NEST_MILLIS = Duration.ofDays(1).toMillis();
    private static final int TOLERANCE_DIVISOR = 100;

    public Rhythm {
        if (!(phase >= 0 && phase < 1)) {
            throw new IllegalArgumentException("phase must be in [0, 1): " + phase);
        }
    }

    /** That of a source which is asked by itself. */
    public Rhythm(double phase) {
        this(phase, false);
    }

    /** That of sources which are asked together. */
    public static Rhythm nested(double phase) {
        return new Rhythm(phase, true);
    }

    /** The first instant from {@code earliest} on that is at this source's place. */
    public Instant slotFrom(Instant earliest, Duration interval) {
        return Instant.ofEpochMilli(slotFrom(earliest.toEpochMilli(), millis(interval)));
    }

    /**
     * When to start the poll after one that was planned for {@code planned} and started at {@code started}.
     */
    public Instant next(Instant planned, Instant started, Duration interval) {
        if (nested) {
            return settle(started, interval);
        }
        long intervalMillis = millis(interval);
        long late = started.toEpochMilli() - planned.toEpochMilli();
        boolean onTime = late >= 0 && late <= intervalMillis / TOLERANCE_DIVISOR;
        long earliest = (onTime ? planned : started).toEpochMilli() + intervalMillis;
        long latest = earliest + intervalMillis / STRETCH_DIVISOR;
        return Instant.ofEpochMilli(Math.min(slotFrom(earliest, intervalMillis), latest));
    }

    /**
     * When to start the poll after a first one that came early: at the source's place at once, but not within a tenth of the
     * interval. Sources that all start together would otherwise take ten intervals to come apart, and what they find
     * meanwhile would have to be written all at the same time.
     */
    public Instant settle(Instant started, Duration interval) {
        long intervalMillis = millis(interval);
        return Instant.ofEpochMilli(
                slotFrom(started.toEpochMilli() + intervalMillis / STRETCH_DIVISOR, intervalMillis));
    }

    /** When to start a poll that is put off until {@code earliest}: then, or in step with those that are asked together. */
    public Instant putOff(Instant earliest, Duration interval) {
        return nested ? slotFrom(earliest, interval) : earliest;
    }

    private long slotFrom(long earliest, long interval) {
        long offset = nested ? (long) (phase * NEST_MILLIS) : (long) (phase * interval);
        return earliest + Math.floorMod(offset - earliest, interval);
    }

    private static long millis(Duration interval) {
        return Math.max(1, interval.toMillis());
    }
}
