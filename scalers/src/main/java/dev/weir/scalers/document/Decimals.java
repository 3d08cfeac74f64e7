package dev.weir.scalers.document;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers that upstreams write as text. */
public final class Decimals {

    private static final Pattern FINITE = Pattern.compile("[+-]?([0-9]++\\.?[0-9]*+|\\.[0-9]++)([eE][+-]?[0-9]{1,9})?");

    private static final int LONGEST = 400;

    private Decimals() {}

    /**
     * As KEDA reads them: NaN and infinities count; suffixes, blanks and separators do not. Empty if it is no number, or has
     * more than {@value #LONGEST} characters.
     */
    public static OptionalDouble parse(String text) {
        if (text.length() > LONGEST) {
            return OptionalDouble.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String bare = lower.startsWith("+") || lower.startsWith("-") ? lower.substring(1) : lower;
        if (lower.equals("nan")) {
            return OptionalDouble.of(Double.NaN);
        }
        if (bare.equals("inf") || bare.equals("infinity")) {
            return OptionalDouble.of(lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return FINITE.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}
