package dev.weir.cache.poll;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What all subscribers of one source need together. Counts per value, so that one subscriber more or less is cheap. */
final class Demands {

    private final NavigableMap<Duration, Integer> intervals = new TreeMap<>();
    private final NavigableMap<Integer, Integer> failures = new TreeMap<>();

    void add(Demand demand) {
        intervals.merge(demand.interval(), 1, Integer::sum);
        failures.merge(demand.failuresBeforeBackOff(), 1, Integer::sum);
    }

    void remove(Demand demand) {
        intervals.computeIfPresent(demand.interval(), (interval, count) -> count == 1 ? null : count - 1);
        failures.computeIfPresent(demand.failuresBeforeBackOff(), (limit, count) -> count == 1 ? null : count - 1);
    }

    /** The demand that satisfies all; {@code other} if there is none. */
    Demand strictestOr(Demand other) {
        return intervals.isEmpty() ? other : new Demand(intervals.firstKey(), failures.lastKey());
    }
}
