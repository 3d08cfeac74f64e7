package dev.weir.controller.decision;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done now. Null means: leave as it is.
 *
 * @param scaleTo the replicas to write; never the current number
 * @param action why they are written
 * @param ready the Ready condition
 * @param active the Active condition
 * @param lastActive the time to remember as that of the last activity; with an {@link Action#ACTIVATE}, only once the write
 *     succeeded
 * @param again after this long time alone will change the answer (end of a cool-down); always positive
 */
public record Decision(
        @Nullable Integer scaleTo,
        Action action,
        @Nullable Verdict ready,
        @Nullable Verdict active,
        @Nullable Instant lastActive,
        @Nullable Duration again) {

    /** Why replicas are written. */
    public enum Action {
        /** They are not. */
        NONE,
        /** From zero or idle to the first working number. */
        ACTIVATE,
        /** To zero or idle. */
        DEACTIVATE,
        /** There are fewer than the minimum. */
        RAISE_TO_MIN
    }
}
