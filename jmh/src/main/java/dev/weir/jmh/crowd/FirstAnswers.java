package dev.weir.jmh.crowd;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Asks a server that has just been started for every metric until it has answered each of them once. Until it has answered
 * one, it is asked for one at a time: a crowd that is refused would take the processor that it starts on. One thread.
 */
public final class FirstAnswers implements AutoCloseable {

    private static final int BATCH = 50;
    private static final long NAP_MILLIS = 10;

    private final Line line;
    private final FrameReader reader;
    private final LongSupplier nanos;
    private final Deque<Integer> open = new ArrayDeque<>();
    private final List<Integer> asked = new ArrayList<>();
    private int awaited;
    private int right;

    /**
     * How long it took.
     *
     * @param first until one metric had been answered
     * @param all until every metric had been
     */
    public record Times(Duration first, Duration all) {}

    private FirstAnswers(Line line, int count, LongSupplier nanos) throws IOException {
        this.line = line;
        this.nanos = nanos;
        this.reader = new FrameReader(line.in(), new Ear());
        for (int number = 0; number < count; number++) {
            open.add(number);
        }
    }

    /** Connects to a server that listens already. */
    public static FirstAnswers open(int port, List<String> uris, Caller caller, LongSupplier nanos)
            throws IOException, GeneralSecurityException {
        RequestFrames requests = new RequestFrames("127.0.0.1:" + port, uris, caller);
        return new FirstAnswers(Line.open(port, requests, caller), uris.size(), nanos);
    }

    /**
     * Blocks until all are answered.
     *
     * @param start from when the times count
     * @throws IOException if some are not within the limit
     */
    public Times await(long start, Duration limit) throws IOException, InterruptedException {
        Duration first = Duration.ZERO;
        while (!open.isEmpty()) {
            int before = right;
            round(right == 0 ? 1 : BATCH);
            Duration now = Duration.ofNanos(nanos.getAsLong() - start);
            if (before == 0 && right > 0) {
                first = now;
            }
            if (now.compareTo(limit) > 0) {
                throw new IOException("of " + (right + open.size()) + " metrics " + right + " were answered within "
                        + limit.toSeconds() + " s");
            }
            if (right == before) {
                Thread.sleep(NAP_MILLIS);
            }
        }
        return new Times(first, Duration.ofNanos(nanos.getAsLong() - start));
    }

    private void round(int most) throws IOException {
        for (; awaited < most && !open.isEmpty(); awaited++) {
            int number = open.remove();
            line.ask(number);
            asked.add(number);
        }
        line.flush();
        while (awaited > 0) {
            reader.read();
        }
    }

    @Override
    public void close() throws IOException {
        line.close();
    }

    private final class Ear implements FrameReader.Listener {

        @Override
        public void answered(int stream, boolean good) {
            awaited--;
            if (good) {
                right++;
            } else {
                open.add(asked.get(stream >>> 1));
            }
        }

        @Override
        public void reply(byte[] frame) {
            line.owe(frame);
        }

        @Override
        public void pong() {
            throw new IllegalStateException("nobody has sent a ping");
        }

        @Override
        public void received(int bytes) {
            // Fewer than the window has room for.
        }
    }
}
