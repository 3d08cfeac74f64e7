package dev.weir.jmh.crowd;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Sends requests when each is due, on a thread of its own. */
final class Pacer implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final long FULL_NAP_NANOS = 20_000;
    private static final long LONGEST_NAP_NANOS = 10_000_000;

    private final int most;
    private final LongSupplier nanos;
    private final ExecutorService thread;

    /** Does the sending, on the pacer's thread. */
    interface Sender {

        /** How many have been answered. */
        long answered();

        /** @param meantNanos when the request was meant to be sent */
        void ask(long meantNanos) throws IOException;

        /** What was asked is to be on its way now. */
        void flush() throws IOException;

        /** No more will come; whoever waits for answers must not wait for more. */
        void done() throws IOException;

        /** It cannot go on, and nobody is to wait. */
        void broken() throws IOException;
    }

    /** A turn: how many were sent is known once it is over. */
    private record Course(Pace pace, long start, long total, long deadline) {}

    /** @param most requests at a time */
    Pacer(int most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread pacer = new Thread(task, "weir-load-pacer");
            pacer.setDaemon(true);
            return pacer;
        });
    }

    /** Answers with how many were sent, in the end. */
    Future<Long> send(Pace pace, long start, Duration length, Sender sender) {
        Course course =
                new Course(pace, start, pace.count(length), length.plus(GRACE).toNanos());
        return thread.submit(() -> send(course, sender));
    }

    private long send(Course course, Sender sender) throws IOException {
        try {
            long sent = 0;
            long elapsed = nanos.getAsLong() - course.start;
            while (sent < course.total && elapsed < course.deadline) {
                long due = Math.min(course.total, course.pace.due(elapsed));
                long upTo = Math.min(due, sender.answered() + most);
                for (; sent < upTo; sent++) {
                    sender.ask(course.start + course.pace.intendedNanos(sent));
                }
                sender.flush();
                nap(course, sent, due);
                elapsed = nanos.getAsLong() - course.start;
            }
            sender.done();
            return sent;
        } catch (IOException e) {
            sender.broken();
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

    /** Waits for the end. */
    static long sent(Future<Long> sending) throws IOException, InterruptedException {
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
    public void close() {
        thread.shutdownNow();
    }
}
