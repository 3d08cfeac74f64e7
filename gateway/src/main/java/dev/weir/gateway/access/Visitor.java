package dev.weir.gateway.access;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A caller and what the hot path is to know of it without a look-up. Compared by identity. Any thread.
 */
final class Visitor {

    /** The widest question about metrics. */
    static final Question EVERYTHING = Question.metrics("");

    private static final long RENEW_AGAIN_MILLIS = 1_000;

    private final Caller caller;
    private final boolean master;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile long everythingUntil;
    private volatile long renewAt = Long.MAX_VALUE;

    Visitor(Caller caller) {
        this.caller = caller;
        this.master = caller.master();
    }

    Caller caller() {
        return caller;
    }

    /** Whether it may read all metrics, as far as that is known. */
    boolean mayReadAll(long nowMillis) {
        return master || nowMillis < everythingUntil;
    }

    /** Whether it is time to ask again; true for one thread only. */
    boolean takesRenewal(long nowMillis) {
        return nowMillis >= renewAt && renewing.compareAndSet(false, true);
    }

    void everything(boolean allowed, long nowMillis, long lifeMillis) {
        everythingUntil = allowed ? nowMillis + lifeMillis : 0;
        renewAt = allowed ? nowMillis + lifeMillis * 3 / 4 : Long.MAX_VALUE;
        renewing.set(false);
    }

    void renewLater(long nowMillis) {
        renewAt = nowMillis + RENEW_AGAIN_MILLIS;
        renewing.set(false);
    }
}
