package dev.weir.jmh.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How those who are compared take turns: short ones, so that a machine that gets slower or faster meanwhile does so for all,
 * and in the order A B, B A, A B, …, so that nobody is always the one who follows the other.
 *
 * @param rounds how often each has its turn
 * @param each how long one turn is
 */
record Turns(int rounds, Duration each) {

    private static final int FEWEST = 2;

    /**
     * Turns of about this length.
     *
     * @param total how long all turns take together
     */
    static Turns of(Duration about, Duration total, int contenders) {
        long fitting = Math.round(
                (double) total.toNanos() / about.multipliedBy(contenders).toNanos());
        int rounds = (int) Math.max(FEWEST, fitting);
        return new Turns(rounds, total.dividedBy((long) rounds * contenders));
    }

    /** The order of one round. */
    static <T> List<T> order(List<T> contenders, int round) {
        List<T> order = new ArrayList<>(contenders);
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
