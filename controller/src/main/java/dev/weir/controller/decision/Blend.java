package dev.weir.controller.decision;

/** Between two numbers. */
final class Blend {

    private Blend() {}

    /**
     * The number that lies this share of the way from one to the other. Never beyond either, whatever rounding does, and
     * exactly both where they are the same.
     *
     * @param share 0 to 1
     */
    static double of(double from, double to, double share) {
        double way = to - from;
        // The distance of two large numbers of different signs is no number any more.
        double at = Double.isFinite(way) ? from + share * way : from * (1 - share) + to * share;
        return Math.max(Math.min(from, to), Math.min(Math.max(from, to), at));
    }
}
