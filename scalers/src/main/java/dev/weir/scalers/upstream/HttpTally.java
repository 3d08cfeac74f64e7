package dev.weir.scalers.upstream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Exchanges by status, and how long they took. Of a server that answers with ever other codes, those beyond the first
 * {@value #STATUSES} are counted together as {@value #OTHER}.
 */
public final class HttpTally {

    /** In place of a status where there was no answer, as KEDA has it. */
    static final String ERROR = "error";

    static final String OTHER = "other";
    static final int STATUSES = 40;

    /** Upper bounds in seconds, those of KEDA. */
    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final Map<String, Exchanges> statuses = new ConcurrentHashMap<>();

    /** The exchanges of one status. */
    private static final class Exchanges {
        /** One more than there are bounds. */
        private final LongAdder[] buckets =
                Stream.generate(LongAdder::new).limit(BOUNDS.length + 1).toArray(LongAdder[]::new);

        private final LongAdder nanos = new LongAdder();
    }

    /**
     * How many exchanges of one status took how long.
     *
     * @param buckets how many took longer than the bound before and not longer than this one; the last one has no bound
     */
    public record Durations(long[] buckets, double sumSeconds) {

        public long count() {
            return LongStream.of(buckets).sum();
        }
    }

    /** Sees the durations of one status. */
    @FunctionalInterface
    public interface Look {
        void at(String status, Durations durations);
    }

    /** Upper bounds of the buckets in seconds, without the last one, which has none. */
    public static double[] bounds() {
        return BOUNDS.clone();
    }

    void count(String status, Duration took) {
        Exchanges exchanges = statuses.get(status);
        if (exchanges == null) {
            String name = statuses.size() < STATUSES ? status : OTHER;
            exchanges = statuses.computeIfAbsent(name, first -> new Exchanges());
        }
        exchanges.buckets[bucket(took)].increment();
        exchanges.nanos.add(took.toNanos());
    }

    private static int bucket(Duration took) {
        double seconds = took.toNanos() / 1e9;
        int bucket = 0;
        while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** What has been counted so far. */
    public void each(Look look) {
        statuses.forEach((status, exchanges) -> {
            long[] buckets =
                    Stream.of(exchanges.buckets).mapToLong(LongAdder::sum).toArray();
            look.at(status, new Durations(buckets, exchanges.nanos.sum() / 1e9));
        });
    }
}
