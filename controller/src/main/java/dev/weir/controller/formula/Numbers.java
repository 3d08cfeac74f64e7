package dev.weir.controller.formula;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as Go reads, writes and casts them. */
final class Numbers {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern HEX = Pattern.compile("[+-]?0[xX][0-9a-fA-F]+\\.?[0-9a-fA-F]*[pP][+-]?[0-9]{1,3}");
    private static final double LONG_BOUND = 0x1p63;
    /** Go writes larger numbers with an exponent. */
    private static final int PLAIN_DIGITS = 6;

    private Numbers() {}

    static Object literal(Token token) {
        String digits = token.text().replace("_", "");
        try {
            String start = digits.length() > 1 ? digits.substring(0, 2).toLowerCase(java.util.Locale.ROOT) : "";
            int radix = start.equals("0x") ? 16 : start.equals("0b") ? 2 : start.equals("0o") ? 8 : 10;
            if (radix == 10 && digits.matches(".*[.eE].*")) {
                return finite(Double.parseDouble(digits));
            }
            return Long.parseLong(radix == 10 ? digits : digits.substring(2), radix);
        } catch (NumberFormatException e) {
            throw new Fault(token.at(), "\"" + token.text() + "\" is no number, or one that is too large");
        }
    }

    private static double finite(double number) {
        if (Double.isInfinite(number)) {
            throw new NumberFormatException();
        }
        return number;
    }

    /** As a 64-bit processor casts: what does not fit becomes the smallest number. */
    static long truncate(double number) {
        return number >= -LONG_BOUND && number < LONG_BOUND ? (long) number : Long.MIN_VALUE;
    }

    /** The cast {@code float(…)}. */
    static double toFloat(@Nullable Object value, int at) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof String text) {
            return parse(text, at);
        }
        throw new Fault(at, Kinds.of(value) + " cannot be made a float, expected a number");
    }

    private static double parse(String text, int at) {
        String bare = text.toLowerCase(java.util.Locale.ROOT).replaceFirst("^[+-]", "");
        boolean minus = text.startsWith("-");
        if (bare.equals("inf") || bare.equals("infinity")) {
            return minus ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (HEX.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        String digits = text.replaceAll("(?<=[0-9])_(?=[0-9])", "");
        if (!DECIMAL.matcher(digits).matches() || Double.isInfinite(Double.parseDouble(digits))) {
            throw new Fault(at, "the text \"" + text + "\" cannot be made a float, expected a decimal number");
        }
        return Double.parseDouble(digits);
    }

    /** The cast {@code int(…)}. */
    static long toInt(@Nullable Object value, int at) {
        if (value instanceof String text) {
            try {
                if (INTEGER.matcher(text).matches()) {
                    return Long.parseLong(text);
                }
            } catch (NumberFormatException e) {
                throw new Fault(at, "the text \"" + text + "\" is too large for an int");
            }
            throw new Fault(at, "the text \"" + text + "\" cannot be made an int, expected a whole number");
        }
        Long inside = Kinds.underneath(value);
        return inside != null ? inside : index(value, at);
    }

    /** A number where an index or a bound is wanted. */
    static long index(@Nullable Object value, int at) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Double number) {
            return truncate(number);
        }
        throw new Fault(at, Kinds.of(value) + " cannot be made an int, expected a number");
    }

    /** The shortest text that reads as the same number. */
    static String shown(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < PLAIN_DIGITS) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        String sign = number < 0 ? "-" : "";
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return sign + digits.charAt(0) + fraction + "e" + power;
    }
}
