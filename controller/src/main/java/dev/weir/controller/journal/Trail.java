package dev.weir.controller.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one object.
 *
 * @param changes oldest first
 * @param seen what its triggers said when they were last looked at; null before the first time
 * @param replicas of the target as last seen; null before the first time
 * @param hpa the number that the HPA said it had scaled to and that the target has not been seen to have since; null if none
 */
record Trail(
        List<Change> changes,
        @Nullable Seen seen,
        @Nullable Integer replicas,
        @Nullable Integer hpa) {

    static final Trail EMPTY = new Trail(List.of(), null, null, null);

    /**
     * What triggers said, as far as a change of it is told.
     *
     * @param active by the index of the trigger
     * @param failing the same
     */
    record Seen(boolean isActive, Set<Integer> active, Set<Integer> failing, boolean fallback) {}

    Trail {
        changes = List.copyOf(changes);
    }

    Trail seen(Seen next) {
        return next.equals(seen) ? this : new Trail(changes, next, replicas, hpa);
    }

    Trail replicas(int next) {
        return new Trail(changes, seen, next, hpa);
    }

    Trail hpa(@Nullable Integer next) {
        return new Trail(changes, seen, replicas, next);
    }

    /** With one more; without the oldest where there would be more than {@code most}. */
    Trail and(Change change, int most) {
        List<Change> all = new ArrayList<>(changes);
        all.add(change);
        return new Trail(all.subList(Math.max(0, all.size() - most), all.size()), seen, replicas, hpa);
    }

    /** The newest step between these numbers was brought about by him; the same if there is none that nobody has claimed. */
    Trail claimed(int from, int to, Change by) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            Change old = changes.get(i);
            if (old.what() == Change.What.REPLICAS) {
                if (old.by() == Change.By.UNKNOWN && old.isStep(from, to)) {
                    List<Change> all = new ArrayList<>(changes);
                    all.set(i, by.why().isEmpty() ? old.by(by.by()) : by);
                    return new Trail(all, seen, replicas, hpa);
                }
                return this;
            }
        }
        return this;
    }

    /** The newest step of the replicas; null if none is remembered. */
    @Nullable
    Change lastStep() {
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (changes.get(i).what() == Change.What.REPLICAS) {
                return changes.get(i);
            }
        }
        return null;
    }
}
