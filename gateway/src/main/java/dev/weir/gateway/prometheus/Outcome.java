package dev.weir.gateway.prometheus;

import java.time.Duration;
import java.util.Locale;

/** How an answer came about, as RFC 9211 tells it. */
enum Outcome {
    /** It was kept. */
    HIT("hit"),
    /** A trigger had asked. */
    POLLED("hit"),
    /** The upstream was asked. */
    MISS("fwd=miss"),
    /** The upstream was being asked already. */
    COLLAPSED("fwd=miss; collapsed"),
    /** The upstream was asked for the end of it. */
    PARTIAL("fwd=partial"),
    /** The upstream failed, and the caller takes what is older then. */
    STALE("fwd=stale; detail=stale-if-error"),
    /** Nothing was looked up. */
    BYPASS("fwd=bypass"),
    /** Weir has said no. */
    REFUSED("detail=refused");

    private final String status;

    Outcome(String status) {
        this.status = status;
    }

    /** The value of the header Cache-Status; {@code left} is how long it stays fresh. */
    String status(Duration left) {
        String ttl = status.startsWith("hit") ? "; ttl=" + left.toSeconds() : "";
        return "weir; " + status + ttl + (this == POLLED ? "; detail=polled" : "");
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
