package dev.weir.jmh.crowd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A crowd of which everybody has a connection of HTTP/1.1 of his own, and one request at a time. They are gone round in order,
 * for requests and for answers: an answer that is late holds up those that come after it, and their latencies are no less than
 * they were.
 */
public final class Connections implements Crowd {

    private static final long LONGEST_NAP_NANOS = 10_000_000;

    private final KeepAlive[] connections;
    private final byte[][] requests;
    private final LongSupplier nanos;
    private final Pacer pacer;
    private final AtomicLongArray intended;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean done;
    private volatile @Nullable Thread waiting;
    private int next;
    private long failed;

    private Connections(KeepAlive[] connections, byte[][] requests, LongSupplier nanos) {
        this.connections = connections;
        this.requests = requests;
        this.nanos = nanos;
        this.intended = new AtomicLongArray(connections.length);
        this.pacer = new Pacer(connections.length, nanos);
    }

    /** Connects so often. */
    public static Connections open(int port, int count, List<String> uris, LongSupplier nanos)
            throws IOException, GeneralSecurityException {
        SSLContext context = TrustAll.context(Caller.NOBODY);
        List<KeepAlive> connections = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            connections.add(KeepAlive.open(port, context));
        }
        byte[][] requests = uris.stream().map(uri -> request(port, uri)).toArray(byte[][]::new);
        return new Connections(connections.toArray(KeepAlive[]::new), requests, nanos);
    }

    private static byte[] request(int port, String uri) {
        return ("GET " + uri + " HTTP/1.1\r\nhost: 127.0.0.1:" + port
                        + "\r\naccept: application/json, */*\r\nuser-agent: weir-load (like kube-controller-manager)\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** As soon as one has its answer it asks again, while the server works on what the others asked. */
    @Override
    public Slice flatOut(Duration length, Histogram into) throws IOException {
        long start = begin();
        long asked = 0;
        for (; asked < connections.length; asked++) {
            ask(asked, start);
        }
        for (long taken = 0; taken < asked; taken++) {
            take(taken, into);
            long now = nanos.getAsLong();
            if (now - start < length.toNanos()) {
                ask(asked++, now);
            }
        }
        return new Slice(asked, failed, nanos.getAsLong() - start);
    }

    @Override
    public Slice paced(Duration length, Pace pace, Histogram into) throws IOException, InterruptedException {
        long start = begin();
        Future<Long> sending = pacer.send(pace, start, length, new Mouth());
        for (long taken = 0; awaits(taken); taken++) {
            take(taken, into);
            answered.lazySet(taken + 1);
        }
        long total = pace.count(length);
        return new Slice(total, failed + total - Pacer.sent(sending), nanos.getAsLong() - start);
    }

    /** Whether there is one more answer to come, after waiting until its request is sent. */
    private boolean awaits(long number) {
        while (number >= sent.get()) {
            if (done) {
                return number < sent.get();
            }
            waiting = Thread.currentThread();
            if (number >= sent.get() && !done) {
                LockSupport.parkNanos(LONGEST_NAP_NANOS);
            }
            waiting = null;
        }
        return true;
    }

    private long begin() {
        sent.set(0);
        answered.set(0);
        done = false;
        failed = 0;
        return nanos.getAsLong();
    }

    private void ask(long number, long meantNanos) throws IOException {
        intended.set(place(number), meantNanos);
        connections[place(number)].ask(requests[next]);
        next = next + 1 == requests.length ? 0 : next + 1;
    }

    private void take(long number, Histogram into) throws IOException {
        if (!connections[place(number)].answer()) {
            failed++;
        }
        into.recordValue(Math.max(0, nanos.getAsLong() - intended.get(place(number))));
    }

    private int place(long number) {
        return (int) (number % connections.length);
    }

    @Override
    public void close() throws IOException {
        pacer.close();
        for (KeepAlive connection : connections) {
            connection.close();
        }
    }

    /** On the pacer's thread. */
    private final class Mouth implements Pacer.Sender {

        @Override
        public long answered() {
            return answered.get();
        }

        @Override
        public void ask(long meantNanos) throws IOException {
            long number = sent.get();
            Connections.this.ask(number, meantNanos);
            sent.set(number + 1);
            wake();
        }

        @Override
        public void flush() {
            // Every request is a record of its own.
        }

        @Override
        public void done() {
            done = true;
            wake();
        }

        @Override
        public void broken() {
            done();
        }

        private void wake() {
            Thread reader = waiting;
            if (reader != null) {
                LockSupport.unpark(reader);
            }
        }
    }
}
