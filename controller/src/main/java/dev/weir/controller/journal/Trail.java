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
 * @param written steps that this process has written and that were not seen on the target yet
 * @param hpa the number that the HPA said it had scaled to and that the target has not been seen to have since; null if none
 */
record Trail(
        List<Change> changes,
        @Nullable Seen seen,
        @Nullable Integer replicas,
        List<Change> written,
        @Nullable Integer hpa) {

    static final Trail EMPTY = new Trail(List.of(), null, null, List.of(), null);

    /**
     * What triggers said, as far as a change of it is told.
     *
     * @param active by the index of the trigger
     * @param failing the same
     */
    record Seen(boolean isActive, Set<Integer> active, Set<Integer> failing, boolean fallback) {}

    Trail {
        changes = List.copyOf(changes);
        written = List.copyOf(written);
    }

    Trail seen(Seen next) {
        return next.equals(seen) ? this : new Trail(changes, next, replicas, written, hpa);
    }

    Trail replicas(int next) {
        return new Trail(changes, seen, next, written, hpa);
    }

    Trail hpa(@Nullable Integer next) {
        return new Trail(changes, seen, replicas, written, next);
    }

    /** With one more; without the oldest where there would be more than {@code most}. */
    Trail and(Change change, int most) {
        List<Change> all = new ArrayList<>(changes);
        all.add(change);
        return new Trail(last(all, most), seen, replicas, written, hpa);
    }

    /** The newest step between these numbers was brought about by him; the same if there is none that nobody has claimed. */
    Trail claimed(int from, int to, Change by) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            Change old = changes.get(i);
            if (old.what() == Change.What.REPLICAS) {
                if (old.by() == Change.By.UNKNOWN && old.isStep(from, to)) {
                    List<Change> all = new ArrayList<>(changes);
                    all.set(i, by.why().isEmpty() ? old.by(by.by()) : by);
                    return new Trail(all, seen, replicas, written, hpa);
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

    /** This process has written a step that nobody has seen yet; of more than {@code most} the oldest will not be missed. */
    Trail wrote(Change step, int most) {
        List<Change> all = new ArrayList<>(written);
        all.add(step);
        return new Trail(changes, seen, replicas, last(all, most), hpa);
    }

    /** Without the oldest step between these numbers that was written and not seen; the same if there is none. */
    Trail sawWritten(int from, int to) {
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).isStep(from, to)) {
                // What was written before it and never seen on its own has been overtaken.
                return new Trail(changes, seen, replicas, written.subList(i + 1, written.size()), hpa);
            }
        }
        return this;
    }

    private static List<Change> last(List<Change> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
