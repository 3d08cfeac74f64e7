package dev.weir.cache.history;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The samples of one metric at one moment, oldest first. Immutable. */
public final class Samples {

    /** No samples. */
    public static final Samples NONE = empty();

    private final long[] millis;
    private final double[] values;

    private Samples(long[] millis, double[] values) {
        this.millis = millis;
        this.values = values;
    }

    /** No samples, as an object of its own. */
    static Samples empty() {
        return new Samples(new long[0], new double[0]);
    }

    public int size() {
        return values.length;
    }

    /** The time of a sample; 0 is the oldest. */
    public Instant at(int index) {
        return Instant.ofEpochMilli(millis[index]);
    }

    /** The number of a sample; 0 is the oldest. */
    public double value(int index) {
        return values[index];
    }

    /** The samples taken at or after an instant. */
    public Samples since(Instant from) {
        int found = Arrays.binarySearch(millis, from.toEpochMilli());
        int start = found >= 0 ? found : -found - 1;
        return start == 0
                ? this
                : new Samples(
                        Arrays.copyOfRange(millis, start, millis.length),
                        Arrays.copyOfRange(values, start, values.length));
    }

    /** The samples as a list, oldest first. */
    public List<Sample> list() {
        return IntStream.range(0, size())
                .mapToObj(index -> new Sample(at(index), value(index)))
                .toList();
    }

    boolean isAfterAll(long atMillis) {
        return millis.length == 0 || atMillis > millis[millis.length - 1];
    }

    boolean endsAt(long atMillis) {
        return millis.length > 0 && atMillis == millis[millis.length - 1];
    }

    /** With one sample more at the end, without the {@code dropped} oldest. */
    Samples and(long atMillis, double value, int dropped) {
        int kept = values.length - dropped;
        long[] nextMillis = Arrays.copyOfRange(millis, dropped, values.length + 1);
        double[] nextValues = Arrays.copyOfRange(values, dropped, values.length + 1);
        nextMillis[kept] = atMillis;
        nextValues[kept] = value;
        return new Samples(nextMillis, nextValues);
    }

    Samples withLast(double value) {
        double[] nextValues = values.clone();
        nextValues[nextValues.length - 1] = value;
        return new Samples(millis, nextValues);
    }
}
