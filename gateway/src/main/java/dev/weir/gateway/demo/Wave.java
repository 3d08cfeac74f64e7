package dev.weir.gateway.demo;

import java.time.Duration;

/**
 * A value over a day that is compressed to seconds: nothing at night, up in the morning, a dip at noon, down in the evening.
 *
 * @param peak about the highest value of a day
 * @param dawn when the first day begins; it is night until then
 */
record Wave(double peak, Duration dawn) {

    /** How long a day with its night is, so short that everything goes up and down twice in a minute. */
    static final Duration PERIOD = Duration.ofSeconds(24);

    /** Part of the period that is day; the night outlasts a polling interval and a cool-down with room to spare. */
    private static final double DAY = 14.0 / 24;

    /** A whole number, as of things that are counted; the same for the same time. */
    long at(Duration sinceStart) {
        long millis = sinceStart.minus(dawn).toMillis();
        double place = millis % PERIOD.toMillis() / (double) PERIOD.toMillis();
        if (millis < 0 || place >= DAY) {
            return 0;
        }
        double ofDay = place / DAY;
        double hill = Math.pow(Math.sin(Math.PI * ofDay), 0.7);
        double noon = 1 - 0.3 * Math.pow(Math.sin(Math.PI * ofDay), 20);
        return Math.round(peak * hill * noon);
    }
}
