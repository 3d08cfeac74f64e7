package dev.weir.controller.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the HPA algorithm remembers from one evaluation to the next. Oldest first. A value that can no longer matter is not
 * kept: of the recommendations only those remain that are the highest or the lowest since their time. Beyond
 * {@value #LIMIT} entries the oldest go, which can only end a stabilization early.
 */
public record HpaState(List<Recommendation> recommendations, List<ScaleEvent> ups, List<ScaleEvent> downs) {

    static final int LIMIT = 1024;

    /** What is known after a restart. */
    public static final HpaState EMPTY = new HpaState(List.of(), List.of(), List.of());

    public HpaState {
        recommendations = List.copyOf(recommendations);
        ups = List.copyOf(ups);
        downs = List.copyOf(downs);
    }

    /** The replicas that the metrics alone asked for. */
    public record Recommendation(int replicas, Instant at) {}

    /**
     * A change that was made.
     *
     * @param change its size, positive in both directions
     */
    public record ScaleEvent(int change, Instant at) {}

    /** A controller that knows nothing takes what is there for the recommendation of now. */
    HpaState orInitial(int currentReplicas, Instant now) {
        return recommendations.isEmpty()
                ? new HpaState(List.of(new Recommendation(currentReplicas, now)), ups, downs)
                : this;
    }

    HpaState recommended(int replicas, Instant now, Duration longestWindow) {
        Instant cutoff = now.minus(longestWindow);
        var newestFirst = new ArrayList<Recommendation>();
        newestFirst.add(new Recommendation(replicas, now));
        int highest = replicas;
        int lowest = replicas;
        for (int i = recommendations.size() - 1; i >= 0 && newestFirst.size() < LIMIT; i--) {
            Recommendation old = recommendations.get(i);
            if (!old.at().isBefore(cutoff) && (old.replicas() > highest || old.replicas() < lowest)) {
                newestFirst.add(old);
                highest = Math.max(highest, old.replicas());
                lowest = Math.min(lowest, old.replicas());
            }
        }
        Collections.reverse(newestFirst);
        return new HpaState(newestFirst, ups, downs);
    }

    HpaState scaled(int from, int to, Instant now, HpaSettings.Behavior behavior) {
        return to > from
                ? new HpaState(
                        recommendations, with(ups, to - from, now, behavior.up().longestPeriod()), downs)
                : new HpaState(
                        recommendations,
                        ups,
                        with(downs, from - to, now, behavior.down().longestPeriod()));
    }

    private static List<ScaleEvent> with(List<ScaleEvent> events, int change, Instant now, Duration longest) {
        Instant cutoff = now.minus(longest);
        var kept = new ArrayList<ScaleEvent>();
        for (ScaleEvent event : events) {
            if (!event.at().isBefore(cutoff)) {
                kept.add(event);
            }
        }
        kept.add(new ScaleEvent(change, now));
        return kept.size() <= LIMIT ? kept : kept.subList(kept.size() - LIMIT, kept.size());
    }

    /** How many replicas events within the period before now changed. */
    static int changed(List<ScaleEvent> events, Duration period, Instant now) {
        Instant cutoff = now.minus(period);
        return events.stream()
                .filter(event -> event.at().isAfter(cutoff))
                .mapToInt(ScaleEvent::change)
                .sum();
    }
}
