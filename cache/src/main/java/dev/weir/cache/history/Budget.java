package dev.weir.cache.history;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all rings share. */
final class Budget {

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    Budget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    long usedBytes() {
        return usedBytes.get();
    }

    /** Sets bytes aside, or changes nothing and says no. */
    boolean reserve(long bytes) {
        if (usedBytes.addAndGet(bytes) <= limitBytes) {
            return true;
        }
        usedBytes.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        usedBytes.addAndGet(-bytes);
    }
}
