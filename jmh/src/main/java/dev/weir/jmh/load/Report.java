package dev.weir.jmh.load;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The outcome of a run.
 *
 * @param weir the product
 * @param compared the bare server beside it, if it was asked for
 */
record Report(Figures weir, Optional<Compared> compared) {

    /**
     * The bare server.
     *
     * @param ratio answers per second of Weir by those of the bare server, the median of all rounds
     */
    record Compared(Figures baseline, double ratio) {}

    boolean failed() {
        return weir.failed() > 0
                || compared.filter(other -> other.baseline.failed() > 0).isPresent();
    }

    /** One JSON document; {@code baseline} and {@code ratio} are there only if there was a baseline. */
    String json() {
        JsonObject json = weir.json();
        compared.ifPresent(other -> json.put("baseline", other.baseline.json()).put("ratio", rounded(other.ratio)));
        return json.encode();
    }

    /** A table for people. */
    String text() {
        StringJoiner text = new StringJoiner(System.lineSeparator());
        text.add(row("", "weir", compared.map(other -> "bare server")));
        row(text, "requests", weir.requests(), compared.map(other -> other.baseline.requests()));
        row(text, "failed", weir.failed(), compared.map(other -> other.baseline.failed()));
        row(text, "answers per second", weir.perSecond(), compared.map(other -> other.baseline.perSecond()));
        row(text, "latency p50, µs", weir.p50Micros(), compared.map(other -> other.baseline.p50Micros()));
        row(text, "latency p99, µs", weir.p99Micros(), compared.map(other -> other.baseline.p99Micros()));
        row(text, "latency p99.9, µs", weir.p999Micros(), compared.map(other -> other.baseline.p999Micros()));
        row(text, "polls of Prometheus", weir.polls(), compared.map(other -> other.baseline.polls()));
        row(text, "resident, MiB", weir.residentMiB(), compared.map(other -> other.baseline.residentMiB()));
        compared.ifPresent(other -> text.add(row("ratio", String.valueOf(rounded(other.ratio)), Optional.empty())));
        return text.toString();
    }

    private static void row(StringJoiner text, String what, long weir, Optional<Long> baseline) {
        text.add(row(what, String.valueOf(weir), baseline.map(String::valueOf)));
    }

    private static String row(String what, String weir, Optional<String> baseline) {
        return String.format(Locale.ROOT, "%-20s%14s", what, weir)
                + baseline.map(other -> String.format(Locale.ROOT, "%14s", other))
                        .orElse("");
    }

    private static double rounded(double ratio) {
        return Math.round(ratio * 1_000) / 1_000.0;
    }
}
