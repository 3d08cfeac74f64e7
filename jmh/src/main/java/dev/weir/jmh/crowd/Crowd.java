package dev.weir.jmh.crowd;

import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * All HPAs of a cluster before one server, with a bounded number of requests at a time. Turns are taken by one thread, one
 * after the other.
 */
public interface Crowd extends AutoCloseable {

    /**
     * Asks as fast as answers come.
     *
     * @param into takes the latencies in nanoseconds, each from the time its request was sent
     */
    Slice flatOut(Duration length, Histogram into) throws IOException;

    /**
     * Asks at a pace, late or not. Requests that could not be sent two seconds after the end, because too many before them
     * were unanswered, have failed.
     *
     * @param into takes the latencies in nanoseconds, each from the time its request was meant to be sent
     */
    Slice paced(Duration length, Pace pace, Histogram into) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
