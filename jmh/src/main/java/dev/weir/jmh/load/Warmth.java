package dev.weir.jmh.load;

import dev.weir.jmh.crowd.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a server is warm: it has answered enough, and the last seconds of it were no faster than those before. The compiler
 * makes a server faster for half a minute and more, and one that does more needs longer than a bare one.
 */
final class Warmth {

    /** Turns that are compared with as many before them. */
    static final int WINDOW = 30;

    /** Less than this much faster is as fast. */
    private static final double SAME = 1.01;

    private final long enough;
    private final List<Double> perSecond = new ArrayList<>();
    private long requests;

    /** @param enough requests that have to be answered in any case */
    Warmth(long enough) {
        this.enough = enough;
    }

    void add(Slice turn) {
        requests += turn.requests();
        perSecond.add(turn.perSecond());
    }

    boolean reached() {
        int turns = perSecond.size();
        if (requests < enough || turns < 2 * WINDOW) {
            return false;
        }
        double now = Median.of(perSecond.subList(turns - WINDOW, turns));
        double before = Median.of(perSecond.subList(turns - 2 * WINDOW, turns - WINDOW));
        return now <= SAME * before;
    }
}
