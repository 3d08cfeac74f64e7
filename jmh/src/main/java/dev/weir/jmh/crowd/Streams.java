package dev.weir.jmh.crowd;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * A crowd behind one connection of HTTP/2, as the aggregation layer makes it: at most {@value #STREAMS} requests at a time.
 */
public final class Streams implements Crowd {

    static final int STREAMS = 100;

    private static final int RING = 1 << 16;

    private final Line line;
    private final FrameReader reader;
    private final int batch;
    private final LongSupplier nanos;
    private final Pacer pacer;
    private final AtomicLongArray intended = new AtomicLongArray(RING);
    private final AtomicLong answered = new AtomicLong();
    private Histogram latencies = new Histogram(3);
    private long failed;
    private long receivedBytes;
    private boolean pong;

    private Streams(Line line, int batch, LongSupplier nanos) throws IOException {
        this.line = line;
        this.batch = batch;
        this.nanos = nanos;
        this.reader = new FrameReader(line.in(), new Ear());
        this.pacer = new Pacer(STREAMS, nanos);
    }

    /**
     * Connects. Flat out, half of the crowd asks at a time: while one half's answers are taken in, the server works on the other
     * half's requests. So every server gets the same batches; where each answer called for a request at once, one server would
     * happen to be fed in smaller records than another and pay for that.
     */
    public static Streams open(int port, RequestFrames requests, Caller caller, LongSupplier nanos)
            throws IOException, GeneralSecurityException {
        return new Streams(Line.open(port, requests, caller), STREAMS / 2, nanos);
    }

    /** Connects. Flat out, each answer calls for a request at once, for servers that are far slower than the crowd. */
    public static Streams oneForOne(int port, RequestFrames requests, Caller caller, LongSupplier nanos)
            throws IOException, GeneralSecurityException {
        return new Streams(Line.open(port, requests, caller), 1, nanos);
    }

    @Override
    public Slice flatOut(Duration length, Histogram into) throws IOException {
        long start = begin(into);
        long sent = 0;
        do {
            if (nanos.getAsLong() - start < length.toNanos()) {
                for (; sent - answered.get() <= STREAMS - batch; sent += batch) {
                    ask(nanos.getAsLong());
                }
            }
            line.flush();
            reader.read();
        } while (answered.get() < sent);
        return new Slice(sent, failed, nanos.getAsLong() - start);
    }

    @Override
    public Slice paced(Duration length, Pace pace, Histogram into) throws IOException, InterruptedException {
        long start = begin(into);
        Future<Long> sending = pacer.send(pace, start, length, new Mouth());
        while (!pong) {
            reader.read();
        }
        long sent = Pacer.sent(sending);
        while (answered.get() < sent) {
            reader.read();
        }
        long total = pace.count(length);
        return new Slice(total, failed + total - sent, nanos.getAsLong() - start);
    }

    private void ask(long now) {
        for (int time = 0; time < batch; time++) {
            intended.set(line.ask() >>> 1 & RING - 1, now);
        }
    }

    private long begin(Histogram into) {
        latencies = into;
        answered.set(0);
        failed = 0;
        pong = false;
        return nanos.getAsLong();
    }

    @Override
    public void close() throws IOException {
        line.close();
        pacer.close();
    }

    /** On the pacer's thread. */
    private final class Mouth implements Pacer.Sender {

        @Override
        public long answered() {
            return answered.get();
        }

        @Override
        public void ask(long meantNanos) {
            intended.set(line.ask() >>> 1 & RING - 1, meantNanos);
        }

        @Override
        public void flush() throws IOException {
            line.flush();
        }

        @Override
        public void done() throws IOException {
            line.ping();
            line.flush();
        }

        /** The reader waits for an answer that will not come. */
        @Override
        public void broken() throws IOException {
            line.close();
        }
    }

    private final class Ear implements FrameReader.Listener {

        @Override
        public void answered(int stream, boolean good) {
            long latency = nanos.getAsLong() - intended.get(stream >>> 1 & RING - 1);
            latencies.recordValue(Math.max(0, latency));
            if (!good) {
                failed++;
            }
            answered.incrementAndGet();
        }

        @Override
        public void reply(byte[] frame) {
            line.owe(frame);
        }

        @Override
        public void pong() {
            pong = true;
        }

        @Override
        public void received(int bytes) {
            receivedBytes = line.widen(receivedBytes + bytes);
        }
    }
}
