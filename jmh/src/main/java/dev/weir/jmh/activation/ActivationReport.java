package dev.weir.jmh.activation;

import dev.weir.jmh.cluster.ApiWrites;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run.
 *
 * @param ready from Weir's start until every object was Ready and had its HPA
 * @param left how long after the switch-on each Deployment had left zero, shortest first; those that never did are not there
 * @param arrival writes from Weir's start until nothing was written any more
 * @param untilLeft writes from the switch-on until the last Deployment had left zero
 * @param untilQuiet writes from the switch-on until nothing was written any more, the HPAs having woken up meanwhile
 * @param polls queries that reached the Prometheus from the switch-on until the last Deployment had left zero
 * @param cpu processor time of Weir meanwhile
 * @param loadAverage of the machine at the end
 */
public record ActivationReport(
        ActivationOptions options,
        Duration ready,
        List<Duration> left,
        ApiWrites arrival,
        ApiWrites untilLeft,
        ApiWrites untilQuiet,
        long polls,
        long residentMiB,
        Duration cpu,
        double loadAverage) {

    public ActivationReport {
        left = List.copyOf(left);
    }

    /** How many were still at zero when all should have left it. */
    int late() {
        return options.objects()
                - (int) left.stream()
                        .filter(time -> time.compareTo(options.promise()) <= 0)
                        .count();
    }

    public boolean failed() {
        return late() > 0;
    }

    /** One JSON document; a time that was never reached is null. */
    public String json() {
        return new JsonObject()
                .put("objects", options.objects())
                .put("queries", options.queries())
                .put("intervalSeconds", options.interval().toSeconds())
                .put("readySeconds", seconds(ready))
                .put(
                        "activationSeconds",
                        new JsonObject()
                                .put("p50", seconds(share(50)))
                                .put("p99", seconds(share(99)))
                                .put("all", seconds(share(100))))
                .put("late", late())
                .put("writesPerObject", untilQuiet.perObject(options.objects()))
                .put("apiWrites", untilQuiet.json())
                .put("untilAllLeft", writes(untilLeft))
                .put("untilReady", writes(arrival))
                .put("polls", polls)
                .put("residentMiB", residentMiB)
                .put("cpuSeconds", seconds(cpu))
                .put("loadAverage", loadAverage)
                .encode();
    }

    private JsonObject writes(ApiWrites writes) {
        return new JsonObject()
                .put("writesPerObject", writes.perObject(options.objects()))
                .put("apiWrites", writes.json());
    }

    /** A table for people. */
    public String text() {
        StringJoiner text = new StringJoiner(System.lineSeparator());
        row(
                text,
                "objects, queries, interval",
                options.objects() + ", " + options.queries() + ", "
                        + options.interval().toSeconds() + " s");
        row(text, "all Ready with HPAs", since(ready));
        row(text, "half have left zero", since(share(50)));
        row(text, "99 % have left zero", since(share(99)));
        row(text, "all have left zero", since(share(100)));
        row(text, "later than " + options.promise().toSeconds() + " s", String.valueOf(late()));
        row(text, "writes per object", String.valueOf(untilQuiet.perObject(options.objects())));
        for (Map.Entry<String, Long> kind : untilQuiet.counts().entrySet()) {
            row(text, "  " + kind.getKey(), String.valueOf(kind.getValue()));
        }
        row(text, "polls of Prometheus", String.valueOf(polls));
        row(text, "Weir: processor time", since(cpu));
        row(text, "Weir: resident", residentMiB + " MiB");
        row(text, "load average", String.format(Locale.ROOT, "%.2f", loadAverage));
        return text.toString();
    }

    private static void row(StringJoiner text, String what, String value) {
        text.add(String.format(Locale.ROOT, "%-40s%20s", what, value));
    }

    /** When so many percent of the objects had left; null if they never did. */
    private @Nullable Duration share(int percent) {
        int rank = (int) Math.ceil(options.objects() * percent / 100.0);
        return rank > left.size() ? null : left.get(rank - 1);
    }

    private static @Nullable Double seconds(@Nullable Duration time) {
        return time == null ? null : Math.round(time.toMillis() / 10.0) / 100.0;
    }

    private static String since(@Nullable Duration time) {
        return time == null ? "never" : seconds(time) + " s";
    }
}
