package dev.weir.controller.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that became different.
 *
 * @param from replicas before; null where it is not about replicas
 * @param to replicas afterwards, or how many Jobs were made; null where it is about neither
 * @param why the cause as far as it is known, in plain words; empty if it is not. Never a secret
 */
public record Change(
        Instant at,
        What what,
        By by,
        @Nullable Integer from,
        @Nullable Integer to,
        String why) {

    /** What became different. */
    public enum What {
        /** The target has another number of replicas. */
        REPLICAS,
        ACTIVE,
        INACTIVE,
        /** A trigger cannot be read any more. */
        ERROR,
        /** All triggers can be read again. */
        ERROR_OVER,
        FALLBACK,
        FALLBACK_OVER,
        PAUSED,
        RESUMED,
        /** Jobs were made. */
        JOBS
    }

    /** Who brought it about. */
    public enum By {
        /** This process. */
        WEIR,
        /** The HPA, by its own word. */
        HPA,
        /** The sources, by what they said. */
        SOURCE,
        /** Whoever writes manifests. */
        USER,
        /** It was seen on the target, and nobody has said it was him. */
        UNKNOWN
    }

    static Change of(Instant at, What what, By by, String why) {
        return new Change(at, what, by, null, null, why);
    }

    Change by(By who) {
        return new Change(at, what, who, from, to, why);
    }

    /** Whether both tell of the same step of the target's replicas. */
    boolean isStep(int before, int after) {
        return what == What.REPLICAS && from != null && to != null && from == before && to == after;
    }
}
