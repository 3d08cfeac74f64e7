package dev.weir.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The place of a connection at a port that has a limited number of them. While nothing is asked by it, it may have to go so that
 * another finds a place. Its state belongs to the event loop of the connection; what is said to be for any thread is.
 */
abstract class Seat {

    /** Since when a connection is idle that is not. */
    static final long BUSY = Long.MAX_VALUE;

    private final ChannelHandlerContext context;
    private final AtomicLong since;
    private boolean leaving;

    Seat(ChannelHandlerContext context) {
        this.context = context;
        this.since = new AtomicLong(now());
    }

    private long now() {
        return context.executor().ticker().nanoTime();
    }

    /** A request has begun. */
    final void busy() {
        since.lazySet(BUSY);
    }

    /** All requests are answered. */
    final void idle() {
        if (leaving) {
            leave();
        } else {
            since.lazySet(now());
        }
    }

    /** Since when nothing is asked, in nanoseconds of the event loops' clock, or {@link #BUSY}. Any thread. */
    final long since() {
        return since.get();
    }

    /** Takes it away if nothing has been asked since; true for one thread only, which is to have it vacated. Any thread. */
    final boolean taken(long seen) {
        return since.compareAndSet(seen, BUSY);
    }

    /** Closes the connection now, or when what has been asked in the meantime is answered. Any thread. */
    final void vacate() {
        context.executor().execute(this::goes);
    }

    /** The same, on its event loop. */
    final void goes() {
        if (!leaving) {
            leaving = true;
            if (!underWay()) {
                leave();
            } else {
                announce();
            }
        }
    }

    final boolean leaving() {
        return leaving;
    }

    /** Whether requests are being answered. */
    abstract boolean underWay();

    /** Tells the other side that this is the end, while requests are being answered. */
    abstract void announce();

    /** Closes the connection, on which nothing is asked. */
    abstract void leave();
}
