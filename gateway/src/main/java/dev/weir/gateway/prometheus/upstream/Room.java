package dev.weir.gateway.prometheus.upstream;

/** Bytes of answers that are being read. One event loop. */
final class Room {

    private final long limitBytes;
    private long taken;

    Room(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** False if there are not so many left. */
    boolean take(int bytes) {
        if (taken + bytes > limitBytes) {
            return false;
        }
        taken += bytes;
        return true;
    }

    void giveBack(int bytes) {
        taken -= bytes;
    }
}
