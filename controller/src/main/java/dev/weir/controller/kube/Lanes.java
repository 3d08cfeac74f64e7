package dev.weir.controller.kube;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Two lines in front of one door. Who stands in the first one goes before the others, but of {@value #ROUND} turns one is the
 * others', so that nobody waits for ever. Belongs to one thread.
 */
final class Lanes<T> {

    private static final int ROUND = 8;

    private final Deque<T> first = new ArrayDeque<>();
    private final Deque<T> others = new ArrayDeque<>();
    private int turn;

    void add(T one, boolean goesFirst) {
        (goesFirst ? first : others).add(one);
    }

    /** Whose turn it is; null if nobody waits. */
    @Nullable
    T next() {
        turn = (turn + 1) % ROUND;
        boolean theirs = first.isEmpty() || turn == 0 && !others.isEmpty();
        return theirs ? others.poll() : first.poll();
    }

    int size() {
        return first.size() + others.size();
    }
}
