package dev.weir.controller.kube;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines in front of one door, the more urgent ones first. Who stands in an earlier line goes before all behind it, but of
 * {@value #ROUND} turns one is the last line's, so that nobody waits for ever. Belongs to one thread.
 */
final class Lanes<T> {

    /** Ranks are from 0, the most urgent, to one less than this. */
    static final int RANKS = 3;

    private static final int ROUND = 8;

    private final List<Set<T>> lines =
            Stream.<Set<T>>generate(LinkedHashSet::new).limit(RANKS).toList();
    private int turn;

    /** Who waits already keeps the place, or changes to the end of an earlier line; nobody is put back. */
    void add(T one, int rank) {
        for (int earlier = 0; earlier <= rank; earlier++) {
            if (lines.get(earlier).contains(one)) {
                return;
            }
        }
        lines.subList(rank + 1, RANKS).forEach(line -> line.remove(one));
        lines.get(rank).add(one);
    }

    /** Whose turn it is; null if nobody waits. */
    @Nullable
    T next() {
        turn = (turn + 1) % ROUND;
        for (int i = 0; i < RANKS; i++) {
            int rank = turn == 0 ? RANKS - 1 - i : i;
            if (!lines.get(rank).isEmpty()) {
                T one = lines.get(rank).iterator().next();
                lines.get(rank).remove(one);
                return one;
            }
        }
        return null;
    }

    int size() {
        return lines.stream().mapToInt(Set::size).sum();
    }
}
