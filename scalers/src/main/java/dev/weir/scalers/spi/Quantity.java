package dev.weir.scalers.spi;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A Kubernetes quantity, as far as metrics need it.
 *
 * @param text as written on the wire; two quantities of the same value may be spelt differently
 */
public record Quantity(String text) {

    /** A plain integer, as targets of integer parameters are written. */
    public static Quantity of(long value) {
        return new Quantity(Long.toString(value));
    }

    /**
     * Three decimals as KEDA writes floats: NaN, infinite and negative values become {@code 0}, a value without fraction is
     * written as an integer, others in milli units.
     */
    public static Quantity of(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return new Quantity("0");
        }
        return milli(new BigDecimal(value)
                .setScale(3, RoundingMode.HALF_EVEN)
                .movePointRight(3)
                .toBigIntegerExact()
                .toString());
    }

    /** Truncated to milli units toward zero, negative values kept: how KEDA writes fallback and composite values. */
    public static Quantity truncated(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return new Quantity("0");
        }
        return milli(new BigDecimal(value)
                .movePointRight(3)
                .setScale(0, RoundingMode.DOWN)
                .toBigInteger()
                .toString());
    }

    private static Quantity milli(String digits) {
        if (digits.equals("0")) {
            return new Quantity("0");
        }
        return digits.endsWith("000")
                ? new Quantity(digits.substring(0, digits.length() - 3))
                : new Quantity(digits + "m");
    }

    /**
     * Reads a quantity with an optional suffix (n u m k M G T P E, Ki Mi Gi Ti Pi Ei) or exponent.
     *
     * @throws NumberFormatException if the text is no quantity
     */
    public static double parse(String text) {
        String trimmed = text.trim();
        int end = trimmed.length();
        while (end > 0 && "numkKMGTPEi".indexOf(trimmed.charAt(end - 1)) >= 0) {
            end--;
        }
        BigDecimal factor = factor(trimmed.substring(end));
        try {
            return new BigDecimal(trimmed.substring(0, end)).multiply(factor).doubleValue();
        } catch (ArithmeticException e) {
            throw new NumberFormatException("exponent out of range");
        }
    }

    /** The value as a number. */
    public double value() {
        return parse(text);
    }

    private static BigDecimal factor(String suffix) {
        return switch (suffix) {
            case "" -> BigDecimal.ONE;
            case "n" -> BigDecimal.ONE.movePointLeft(9);
            case "u" -> BigDecimal.ONE.movePointLeft(6);
            case "m" -> BigDecimal.ONE.movePointLeft(3);
            case "k" -> BigDecimal.ONE.movePointRight(3);
            case "M" -> BigDecimal.ONE.movePointRight(6);
            case "G" -> BigDecimal.ONE.movePointRight(9);
            case "T" -> BigDecimal.ONE.movePointRight(12);
            case "P" -> BigDecimal.ONE.movePointRight(15);
            case "E" -> BigDecimal.ONE.movePointRight(18);
            case "Ki" -> BigDecimal.valueOf(1L << 10);
            case "Mi" -> BigDecimal.valueOf(1L << 20);
            case "Gi" -> BigDecimal.valueOf(1L << 30);
            case "Ti" -> BigDecimal.valueOf(1L << 40);
            case "Pi" -> BigDecimal.valueOf(1L << 50);
            case "Ei" -> BigDecimal.valueOf(1L << 60);
            default -> throw new NumberFormatException("unknown suffix \"" + suffix + "\"");
        };
    }
}
