package dev.weir.scalers.cron;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One field of an expression: which numbers it allows, as bits.
 *
 * @param bits bit n is set if n is allowed; none is for a field of empty list elements
 * @param plain whether an element is a {@code *} or {@code ?} without a step: such a day field leaves the choice to the other
 */
record CronField(long bits, boolean plain) {

    /** The five places of an expression. */
    enum Place {
        MINUTE("minute", 0, 59, List.of()),
        HOUR("hour", 0, 23, List.of()),
        DAY_OF_MONTH("day of month", 1, 31, List.of()),
        MONTH(
                "month",
                1,
                12,
                List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
        DAY_OF_WEEK("day of week", 0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

        private final String words;
        private final int min;
        private final int max;
        private final List<String> names;

        Place(String words, int min, int max, List<String> names) {
            this.words = words;
            this.min = min;
            this.max = max;
            this.names = names;
        }
    }

    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]+");

    /**
     * Reads a field.
     *
     * @throws IllegalArgumentException with a sentence that names the place and what was given
     */
    static CronField parse(Place place, String text) {
        long bits = 0;
        boolean plain = false;
        for (String element : text.split(",")) {
            if (!element.isEmpty()) {
                CronField read = element(place, element);
                bits |= read.bits;
                plain |= read.plain;
            }
        }
        return new CronField(bits, plain);
    }

    boolean allows(int number) {
        return (bits & 1L << number) != 0;
    }

    boolean allowsNothing() {
        return bits == 0;
    }

    private static CronField element(Place place, String element) {
        String[] rangeAndStep = element.split("/", -1);
        String[] ends = rangeAndStep[0].split("-", -1);
        if (rangeAndStep.length > 2) {
            throw wrong(place, element, "has more than one step");
        }
        if (ends.length > 2) {
            throw wrong(place, element, "has more than two ends");
        }
        boolean all = ends[0].equals("*") || ends[0].equals("?");
        long step = rangeAndStep.length == 2 ? number(place, element, rangeAndStep[1]) : 1;
        if (step == 0) {
            throw wrong(place, element, "has the step 0");
        }
        // What follows a star is not read, as in *-5; a single number with a step runs to the maximum.
        long from = all ? place.min : named(place, element, ends[0]);
        boolean toMax = all || ends.length == 1 && rangeAndStep.length == 2;
        long to = toMax ? place.max : ends.length == 1 ? from : named(place, element, ends[1]);
        return new CronField(range(place, element, from, to, step), all && step == 1);
    }

    private static long range(Place place, String element, long from, long to, long step) {
        if (from < place.min || to > place.max) {
            throw wrong(place, element, "is outside " + place.min + " to " + place.max);
        }
        if (from > to) {
            throw wrong(place, element, "ends before it starts");
        }
        long bits = 0;
        // Counts down what is left so that a huge step cannot overflow.
        for (long at = from; ; at += step) {
            bits |= 1L << at;
            if (step > to - at) {
                return bits;
            }
        }
    }

    private static long named(Place place, String element, String text) {
        int name = place.names.indexOf(text.toLowerCase(Locale.ROOT));
        return name >= 0 ? place.min + name : number(place, element, text);
    }

    private static long number(Place place, String element, String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw wrong(place, element, "has \"" + text + "\" where a number belongs");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong(place, element, "has a number that is too large");
        }
    }

    private static IllegalArgumentException wrong(Place place, String element, String what) {
        return new IllegalArgumentException("the " + place.words + " field: \"" + element + "\" " + what);
    }
}
