package dev.weir.jmh.crowd;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * All HPAs of a cluster behind one connection, as the aggregation layer makes it: at most {@value #STREAMS} requests at a
 * time. Turns are taken by one thread, one after the other.
 */
public final class Crowd implements AutoCloseable {

    static final int STREAMS = 100;

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int HALF = STREAMS / 2;
    private static final int RING = 1 << 16;
    private static final long FULL_NAP_NANOS = 20_000;
    private static final long LONGEST_NAP_NANOS = 10_000_000;

    private final Line line;
    private final FrameReader reader;
    private final LongSupplier nanos;
    private final ExecutorService pacer;
    private final AtomicLongArray intended = new AtomicLongArray(RING);
    private final AtomicLong answered = new AtomicLong();
    private final Histogram unheeded = new Histogram(3);
    private Histogram latencies = unheeded;
    private long failed;
    private long receivedBytes;
    private boolean pong;

    /** A turn at a pace: how many were sent is known once its writer is done. */
    private record Course(Pace pace, long start, long total, long deadline) {}

    private Crowd(Line line, LongSupplier nanos) throws IOException {
        this.line = line;
        this.nanos = nanos;
        this.reader = new FrameReader(line.in(), new Ear());
        this.pacer = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "weir-load-pacer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Connects. */
    public static Crowd open(int port, RequestFrames requests, Caller caller, LongSupplier nanos)
            throws IOException, GeneralSecurityException {
        return new Crowd(Line.open(port, requests, caller), nanos);
    }

    /**
     * Asks as fast as answers come, half of the crowd at a time: while one half's answers are taken in, the server works on
     * the other half's requests. So every server gets the same batches; where each answer called for a request at once, one
     * server would happen to be fed in smaller records than another and pay for that.
     */
    public Slice flatOut(Duration length) throws IOException {
        long start = begin(unheeded);
        long sent = 0;
        do {
            if (nanos.getAsLong() - start < length.toNanos()) {
                for (; sent - answered.get() <= STREAMS - HALF; sent += HALF) {
                    ask(HALF);
                }
            }
            line.flush();
            reader.read();
        } while (answered.get() < sent);
        return new Slice(sent, failed, nanos.getAsLong() - start);
    }

    /**
     * Asks at a pace, late or not. Requests that could not be sent two seconds after the end, because too many before them
     * were unanswered, have failed.
     *
     * @param into takes the latencies in nanoseconds, each from the time its request was meant to be sent
     */
    public Slice paced(Duration length, Pace pace, Histogram into) throws IOException, InterruptedException {
        long start = begin(into);
        Course course =
                new Course(pace, start, pace.count(length), length.plus(GRACE).toNanos());
        Future<Long> sending = pacer.submit(() -> send(course));
        while (!pong) {
            reader.read();
        }
        long sent = sent(sending);
        while (answered.get() < sent) {
            reader.read();
        }
        return new Slice(course.total, failed + course.total - sent, nanos.getAsLong() - start);
    }

    private void ask(int times) {
        for (int time = 0; time < times; time++) {
            line.ask();
        }
    }

    private long begin(Histogram into) {
        latencies = into;
        answered.set(0);
        failed = 0;
        pong = false;
        return nanos.getAsLong();
    }

    /** On the pacer's thread. */
    private long send(Course course) throws IOException {
        try {
            long sent = 0;
            long elapsed = nanos.getAsLong() - course.start;
            while (sent < course.total && elapsed < course.deadline) {
                long due = Math.min(course.total, course.pace.due(elapsed));
                long upTo = Math.min(due, answered.get() + STREAMS);
                for (; sent < upTo; sent++) {
                    long meant = course.start + course.pace.intendedNanos(sent);
                    intended.set(line.ask() >>> 1 & RING - 1, meant);
                }
                line.flush();
                nap(course, sent, due);
                elapsed = nanos.getAsLong() - course.start;
            }
            line.ping();
            line.flush();
            return sent;
        } catch (IOException e) {
            // The reader waits for an answer that will not come.
            line.close();
            throw e;
        }
    }

    private void nap(Course course, long sent, long due) {
        if (sent < due) {
            LockSupport.parkNanos(FULL_NAP_NANOS);
        } else if (sent < course.total) {
            long wait = course.start + course.pace.intendedNanos(sent) - nanos.getAsLong();
            LockSupport.parkNanos(Math.min(wait, LONGEST_NAP_NANOS));
        }
    }

    private static long sent(Future<Long> sending) throws IOException, InterruptedException {
        try {
            return sending.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "requests could not be sent: "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        line.close();
        pacer.shutdownNow();
    }

    private final class Ear implements FrameReader.Listener {

        @Override
        public void answered(int stream, boolean good) {
            if (latencies != unheeded) {
                long latency = nanos.getAsLong() - intended.get(stream >>> 1 & RING - 1);
                latencies.recordValue(Math.max(0, latency));
            }
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
