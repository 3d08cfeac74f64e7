package dev.weir.scalers.upstream;

import java.time.Duration;

/**
 * How long to wait before something that has ended is opened again: {@value #FIRST_SECONDS} s, then twice as long and so on, up
 * to {@value #LONGEST_SECONDS} s. Belongs to who opens it.
 */
public final class Reopening {

    private static final int FIRST_SECONDS = 2;
    private static final int LONGEST_SECONDS = 60;

    private Duration next = Duration.ofSeconds(FIRST_SECONDS);

    /** The pause that is due; the one after it is longer. */
    public Duration pause() {
        Duration due = next;
        Duration longer = due.multipliedBy(2);
        next = longer.toSeconds() > LONGEST_SECONDS ? Duration.ofSeconds(LONGEST_SECONDS) : longer;
        return due;
    }

    /** Begins with the shortest pause again. */
    public void reset() {
        next = Duration.ofSeconds(FIRST_SECONDS);
    }
}
