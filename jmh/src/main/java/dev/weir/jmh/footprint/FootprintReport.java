package dev.weir.jmh.footprint;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The outcome of a run: a row for each number of objects. */
public record FootprintReport(FootprintOptions options, List<Footprint> sizes) {

    private static final double MIB = 1 << 20;

    public FootprintReport {
        sizes = List.copyOf(sizes);
    }

    /**
     * Heap that each object more has cost since the size before: what the process itself takes, and each query, is not in it
     * where that size had as many queries.
     *
     * @return null for the first size, and without {@code jcmd}
     */
    @Nullable
    Long addedBytes(int at) {
        if (at == 0) {
            return null;
        }
        Footprint one = sizes.get(at);
        Footprint before = sizes.get(at - 1);
        if (one.heapBytes().isEmpty() || before.heapBytes().isEmpty()) {
            return null;
        }
        return Math.round(
                (double) (one.heapBytes().getAsLong() - before.heapBytes().getAsLong())
                        / (one.objects() - before.objects()));
    }

    /** One JSON document; what could not be measured is null. */
    public String json() {
        JsonArray rows = new JsonArray();
        for (int at = 0; at < sizes.size(); at++) {
            rows.add(json(at));
        }
        return new JsonObject()
                .put("queries", options.queries())
                .put("intervalSeconds", options.interval().toSeconds())
                .put("sizes", rows)
                .encode();
    }

    private JsonObject json(int at) {
        Footprint size = sizes.get(at);
        OptionalLong heap = size.heapBytes();
        return new JsonObject()
                .put("objects", size.objects())
                .put("queries", options.queriesOf(size.objects()))
                .put("readySeconds", size.ready().toMillis() / 1e3)
                .put("heapMiB", heap.isEmpty() ? null : tenths(heap.getAsLong() / MIB))
                .put("heapBytesPerObject", heap.isEmpty() ? null : heap.getAsLong() / size.objects())
                .put("addedBytesPerObject", addedBytes(at))
                .put("residentMiB", size.residentMiB())
                .put("peakMiB", size.peakMiB().isEmpty() ? null : size.peakMiB().getAsLong())
                .put("millicores", tenths(size.millicores()))
                .put("millicoresPerThousand", hundredths(size.millicoresPerThousand()))
                .put("pollsPerSecond", hundredths(size.pollsPerSecond()));
    }

    /** A table for people. */
    public String text() {
        StringJoiner text = new StringJoiner(System.lineSeparator());
        text.add(String.format(
                Locale.ROOT,
                "%10s%10s%10s%12s%12s%14s%10s%12s%10s",
                "objects",
                "ready, s",
                "heap, MiB",
                "B an object",
                "B one more",
                "resident, MiB",
                "peak, MiB",
                "millicores",
                "polls/s"));
        for (int at = 0; at < sizes.size(); at++) {
            JsonObject row = json(at);
            text.add(String.format(
                    Locale.ROOT,
                    "%10s%10s%10s%12s%12s%14s%10s%12s%10s",
                    row.getValue("objects"),
                    row.getValue("readySeconds"),
                    shown(row.getValue("heapMiB")),
                    shown(row.getValue("heapBytesPerObject")),
                    shown(row.getValue("addedBytesPerObject")),
                    row.getValue("residentMiB"),
                    shown(row.getValue("peakMiB")),
                    row.getValue("millicores"),
                    row.getValue("pollsPerSecond")));
        }
        return text.toString();
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
