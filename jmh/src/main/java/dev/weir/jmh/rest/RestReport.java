package dev.weir.jmh.rest;

import dev.weir.jmh.crowd.FirstAnswers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run.
 *
 * @param ready from Weir's start until every object was Ready and had its HPA
 * @param hpaController whether one asked; if not, the crowd did
 * @param asked requests for metrics while measuring, as Weir counted them
 * @param failures requests of the crowd without a value
 * @param polls queries that reached Prometheus while measuring
 * @param measured how long that was
 * @param start of one more process, all objects being Ready
 * @param loadAverage of the machine at the end of measuring
 */
public record RestReport(
        RestOptions options,
        Duration ready,
        boolean hpaController,
        long asked,
        long failures,
        long polls,
        Duration measured,
        List<OneProcess> processes,
        FirstAnswers.Times start,
        double loadAverage) {

    private static final double MIB = 1 << 20;

    /**
     * What one replica took.
     *
     * @param peakMiB the most it ever held; empty where the system does not say
     * @param heapBytes left after a full collection; empty without {@code jcmd}
     * @param cpu processor time while measuring
     */
    public record OneProcess(long residentMiB, OptionalLong peakMiB, OptionalLong heapBytes, Duration cpu) {}

    public RestReport {
        processes = List.copyOf(processes);
    }

    public boolean failed() {
        return failures > 0;
    }

    private long residentMiB() {
        return processes.stream().mapToLong(OneProcess::residentMiB).sum();
    }

    private double millicores() {
        return processes.stream().mapToDouble(this::millicores).sum();
    }

    private double millicores(OneProcess process) {
        return process.cpu.toNanos() * 1e3 / measured.toNanos();
    }

    private double perSecond(long count) {
        return count * 1e9 / measured.toNanos();
    }

    /** One JSON document; what could not be measured is null. */
    public String json() {
        JsonArray each = new JsonArray();
        processes.forEach(process -> each.add(json(process)));
        return new JsonObject()
                .put("objects", options.objects())
                .put("queries", options.queries())
                .put("intervalSeconds", options.interval().toSeconds())
                .put("replicas", options.replicas())
                .put("readySeconds", tenths(ready.toMillis() / 1e3))
                .put("hpaController", hpaController)
                .put("askedPerSecond", tenths(perSecond(asked)))
                .put("failed", failures)
                .put("residentMiB", residentMiB())
                .put("millicores", tenths(millicores()))
                .put("pollsPerSecond", hundredths(perSecond(polls)))
                .put("processes", each)
                .put("firstAnswerMillis", start.first().toMillis())
                .put("allAnswersMillis", start.all().toMillis())
                .put("loadAverage", loadAverage)
                .encode();
    }

    private JsonObject json(OneProcess process) {
        return new JsonObject()
                .put("residentMiB", process.residentMiB)
                .put("peakMiB", value(process.peakMiB))
                .put("heapMiB", process.heapBytes.isEmpty() ? null : tenths(process.heapBytes.getAsLong() / MIB))
                .put("millicores", tenths(millicores(process)));
    }

    /** A table for people. */
    public String text() {
        StringJoiner text = new StringJoiner(System.lineSeparator());
        row(
                text,
                "objects, queries, interval",
                options.objects() + ", " + options.queries() + ", "
                        + options.interval().toSeconds() + " s");
        row(text, "all Ready with HPAs", tenths(ready.toMillis() / 1e3) + " s");
        row(text, "asked by", hpaController ? "the HPA controller" : "the crowd");
        row(text, "requests per second", String.valueOf(tenths(perSecond(asked))));
        row(text, "failed", String.valueOf(failures));
        row(text, "polls of Prometheus per second", String.valueOf(hundredths(perSecond(polls))));
        row(text, "Weir: resident, all processes", residentMiB() + " MiB");
        row(text, "Weir: processor time, all processes", tenths(millicores()) + " millicores");
        for (OneProcess process : processes) {
            JsonObject one = json(process);
            row(
                    text,
                    "  resident, peak, heap, millicores",
                    one.getValue("residentMiB") + ", " + shown(one.getValue("peakMiB")) + ", "
                            + shown(one.getValue("heapMiB")) + ", " + one.getValue("millicores"));
        }
        row(text, "start to the first answer", start.first().toMillis() + " ms");
        row(text, "start to an answer for each", start.all().toMillis() + " ms");
        row(text, "load average", String.format(Locale.ROOT, "%.2f", loadAverage));
        return text.toString();
    }

    private static void row(StringJoiner text, String what, String value) {
        text.add(String.format(Locale.ROOT, "%-40s%26s", what, value));
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static @Nullable Long value(OptionalLong value) {
        return value.isEmpty() ? null : value.getAsLong();
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
