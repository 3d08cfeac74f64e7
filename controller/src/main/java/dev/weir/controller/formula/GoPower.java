package dev.weir.controller.formula;

/**
 * Powers rounded as Go rounds them: whole exponents by squaring, the rest by logarithm. Results that are not normal
 * numbers come from {@link Math#pow}.
 */
final class GoPower {

    private GoPower() {}

    static double of(double base, double exponent) {
        double size = Math.abs(exponent);
        if (base == 0 || !Double.isFinite(base) || !Double.isFinite(exponent) || size >= 0x1p63 || exponent == 1) {
            return Math.pow(base, exponent);
        }
        if (size == 0.5) {
            return exponent > 0 ? Math.sqrt(base) : 1 / Math.sqrt(base);
        }
        double whole = Math.floor(size);
        double rest = size - whole;
        if (rest != 0 && base < 0) {
            return Double.NaN;
        }
        if (rest > 0.5) {
            rest--;
            whole++;
        }
        double start = rest == 0 ? 1 : StrictMath.exp(rest * StrictMath.log(base));
        double power = squaring(start, base, (long) whole);
        double result = exponent < 0 ? 1 / power : power;
        return isNormal(power) && isNormal(result) ? result : Math.pow(base, exponent);
    }

    private static double squaring(double start, double base, long exponent) {
        double power = start;
        double square = base;
        for (long left = exponent; left != 0; left >>= 1) {
            if ((left & 1) == 1) {
                power *= square;
            }
            square *= square;
        }
        return power;
    }

    private static boolean isNormal(double number) {
        return Math.abs(number) >= Double.MIN_NORMAL && Double.isFinite(number);
    }
}
