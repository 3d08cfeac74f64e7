package dev.weir.scalers.external;

import java.time.Duration;

/**
 * Does something at once, and if it was asked for again meanwhile, however often, once more a second later: a server may send as
 * much as it likes. Belongs to one event loop.
 */
final class EachSecond {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ExternalStream.Alarm alarm;
    private final Runnable what;
    private boolean resting;
    private boolean again;
    private boolean closed;

    EachSecond(ExternalStream.Alarm alarm, Runnable what) {
        this.alarm = alarm;
        this.what = what;
    }

    void ask() {
        if (closed || resting) {
            again = true;
            return;
        }
        resting = true;
        again = false;
        what.run();
        alarm.in(PAUSE, this::rested);
    }

    private void rested() {
        resting = false;
        if (again) {
            ask();
        }
    }

    void close() {
        closed = true;
    }
}
