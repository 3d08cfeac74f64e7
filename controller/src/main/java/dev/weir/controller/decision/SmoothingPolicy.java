package dev.weir.controller.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a metric are smoothed before an autoscaler reads them. A part that is null does nothing. There is none
 * that is wrong: the constructor refuses what {@link #problems} names.
 *
 * @param median of so many readings: odd, {@value #SHORTEST_MEDIAN} to {@value #LONGEST_MEDIAN}
 * @param halfLifeSeconds after which half of a change has come through: 1 to {@value #LONGEST_HALF_LIFE}
 * @param deadBandPercent of the value last given out, within which a change is held back: up 1 to {@value #WIDEST_UP}, down
 *     1 to {@value #WIDEST_DOWN}
 * @param slewUp the largest rise
 * @param slewDown the largest fall
 */
public record SmoothingPolicy(
        @Nullable Integer median,
        UpDown halfLifeSeconds,
        UpDown deadBandPercent,
        @Nullable Slew slewUp,
        @Nullable Slew slewDown,
        @Nullable Panic panic) {

    static final int SHORTEST_MEDIAN = 3;
    static final int LONGEST_MEDIAN = 31;
    static final int LONGEST_HALF_LIFE = 86_400;
    static final int WIDEST_UP = 1_000;
    static final int WIDEST_DOWN = 99;
    static final int SHORTEST_STABLE = 6;
    static final int LONGEST_STABLE = 3_600;
    static final int LEAST_THRESHOLD = 110;
    static final int GREATEST_THRESHOLD = 1_000;

    /** Values pass as they are. */
    public static final SmoothingPolicy OFF =
            new SmoothingPolicy(null, UpDown.NEITHER, UpDown.NEITHER, null, null, null);

    /** @throws IllegalArgumentException if there are {@link #problems} */
    public SmoothingPolicy {
        List<Problem> problems = problems(median, halfLifeSeconds, deadBandPercent, slewUp, slewDown, panic);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
    }

    /** A number for rising values and one for falling ones; null where nothing is asked for. */
    public record UpDown(@Nullable Integer up, @Nullable Integer down) {

        public static final UpDown NEITHER = new UpDown(null, null);

        /** The one for a move from here to there. */
        @Nullable
        Integer of(double from, double to) {
            return to > from ? up : down;
        }
    }

    /**
     * How far a value may move within a minute. Where both are given the greater distance counts.
     *
     * @param percent of the value, compounding: 100 doubles it in each minute, 25 downwards leaves three quarters
     * @param amount in the unit of the metric
     */
    public record Slew(@Nullable Integer percent, @Nullable Double amount) {

        double rise(double from, double minutes) {
            return farthest(from, percent == null ? 0 : Math.pow(1 + percent / 100.0, minutes) - 1, minutes);
        }

        double fall(double from, double minutes) {
            return farthest(from, percent == null ? 0 : 1 - Math.pow(1 - percent / 100.0, minutes), minutes);
        }

        /** A share of nothing is no limit: a value at zero could never leave it. */
        private double farthest(double from, double share, double minutes) {
            double relative = from == 0 ? 0 : Math.abs(from) * share;
            if (amount == null) {
                return from == 0 ? Double.POSITIVE_INFINITY : relative;
            }
            return Math.max(relative, amount * minutes);
        }
    }

    /**
     * A short window over a long one.
     *
     * @param stableSeconds whose average counts: {@value #SHORTEST_STABLE} to {@value #LONGEST_STABLE}
     * @param panicSeconds whose average counts in panic: 1 or more, less than the stable window's
     * @param thresholdPercent of the value last given out, at which panic begins: {@value #LEAST_THRESHOLD} to
     *     {@value #GREATEST_THRESHOLD}
     */
    public record Panic(int stableSeconds, int panicSeconds, int thresholdPercent) {}

    /**
     * One thing that is wrong.
     *
     * @param field its path below {@code smoothing} in a manifest
     * @param message what was given and what is accepted
     */
    public record Problem(String field, String message) {

        @Override
        public String toString() {
            return field + " " + message;
        }
    }

    /** Whether it does nothing. */
    public boolean isOff() {
        return equals(OFF);
    }

    /** Everything that is wrong with these parts, in their order; empty if a policy can be made of them. */
    public static List<Problem> problems(
            @Nullable Integer median,
            UpDown halfLifeSeconds,
            UpDown deadBandPercent,
            @Nullable Slew slewUp,
            @Nullable Slew slewDown,
            @Nullable Panic panic) {
        List<Problem> problems = new ArrayList<>();
        if (median != null && (median < SHORTEST_MEDIAN || median > LONGEST_MEDIAN || median % 2 == 0)) {
            problems.add(new Problem(
                    "median",
                    "is " + median + "; accepted are odd numbers from " + SHORTEST_MEDIAN + " to " + LONGEST_MEDIAN));
        }
        within("halfLifeSeconds.up", halfLifeSeconds.up(), 1, LONGEST_HALF_LIFE, problems);
        within("halfLifeSeconds.down", halfLifeSeconds.down(), 1, LONGEST_HALF_LIFE, problems);
        within("deadBandPercent.up", deadBandPercent.up(), 1, WIDEST_UP, problems);
        within("deadBandPercent.down", deadBandPercent.down(), 1, WIDEST_DOWN, problems);
        slew("slewPerMinute.up", slewUp, WIDEST_UP, problems);
        slew("slewPerMinute.down", slewDown, WIDEST_DOWN, problems);
        panic(panic, problems);
        return List.copyOf(problems);
    }

    private static void slew(String field, @Nullable Slew slew, int most, List<Problem> problems) {
        if (slew == null) {
            return;
        }
        Double amount = slew.amount();
        if (slew.percent() == null && amount == null) {
            problems.add(new Problem(field, "names neither percent nor amount; at least one of them is needed"));
        }
        within(field + ".percent", slew.percent(), 1, most, problems);
        if (amount != null && !(amount > 0 && Double.isFinite(amount))) {
            problems.add(new Problem(
                    field + ".amount", "is " + amount + "; accepted is a number greater than 0, such as 2.5"));
        }
    }

    private static void panic(@Nullable Panic panic, List<Problem> problems) {
        if (panic == null) {
            return;
        }
        within("panic.stableWindowSeconds", panic.stableSeconds(), SHORTEST_STABLE, LONGEST_STABLE, problems);
        int brief = panic.panicSeconds();
        if (brief < 1 || brief >= panic.stableSeconds()) {
            problems.add(new Problem(
                    "panic.panicWindowSeconds",
                    "is " + brief + "; accepted are whole numbers from 1 and less than stableWindowSeconds, which is "
                            + panic.stableSeconds()));
        }
        within("panic.thresholdPercent", panic.thresholdPercent(), LEAST_THRESHOLD, GREATEST_THRESHOLD, problems);
    }

    private static void within(String field, @Nullable Integer given, int least, int most, List<Problem> problems) {
        if (given != null && (given < least || given > most)) {
            problems.add(
                    new Problem(field, "is " + given + "; accepted are whole numbers from " + least + " to " + most));
        }
    }
}
