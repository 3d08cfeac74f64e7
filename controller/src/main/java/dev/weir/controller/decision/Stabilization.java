package dev.weir.controller.decision;

import dev.weir.controller.decision.HpaState.Recommendation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Recent recommendations hold the number: scaling in goes down to the highest of its window, scaling out up to the lowest of
 * its own.
 *
 * @param replicas the stabilized number
 * @param state with the recommendation of now
 * @param ableToScale the condition
 */
record Stabilization(int replicas, HpaState state, Verdict ableToScale) {

    private static final Verdict READY = Verdict.yes("ReadyForNewScale", "recommended size matches current size");
    private static final Verdict HELD_UP = Verdict.yes(
            "ScaleDownStabilized",
            "recent recommendations were higher than current one, applying the highest recent recommendation");
    private static final Verdict HELD_DOWN = Verdict.yes(
            "ScaleUpStabilized",
            "recent recommendations were lower than current one, applying the lowest recent recommendation");

    static Stabilization of(HpaSettings settings, HpaState state, int current, int desired, Instant now) {
        int stable = settings.behavior() == null
                ? highestSince(state.recommendations(), desired, now.minus(settings.downWindow()))
                : bothWays(settings, state.recommendations(), current, desired, now);
        Duration longest =
                settings.upWindow().compareTo(settings.downWindow()) > 0 ? settings.upWindow() : settings.downWindow();
        return new Stabilization(
                stable, state.recommended(desired, now, longest), verdict(settings, current, desired, stable));
    }

    /** Without rules only scaling in is held, and a recommendation exactly as old as the window still counts. */
    private static int highestSince(List<Recommendation> past, int desired, Instant cutoff) {
        return past.stream()
                .filter(recommendation -> !recommendation.at().isBefore(cutoff))
                .mapToInt(Recommendation::replicas)
                .reduce(desired, Math::max);
    }

    private static int bothWays(
            HpaSettings settings, List<Recommendation> past, int current, int desired, Instant now) {
        Instant upCutoff = now.minus(settings.upWindow());
        Instant downCutoff = now.minus(settings.downWindow());
        int lowest = desired;
        int highest = desired;
        for (Recommendation recommendation : past) {
            if (recommendation.at().isAfter(upCutoff)) {
                lowest = Math.min(lowest, recommendation.replicas());
            }
            if (recommendation.at().isAfter(downCutoff)) {
                highest = Math.max(highest, recommendation.replicas());
            }
        }
        return Math.min(Math.max(current, lowest), highest);
    }

    private static Verdict verdict(HpaSettings settings, int current, int desired, int stable) {
        if (stable == desired) {
            return READY;
        }
        return settings.behavior() != null && desired >= current ? HELD_DOWN : HELD_UP;
    }
}
