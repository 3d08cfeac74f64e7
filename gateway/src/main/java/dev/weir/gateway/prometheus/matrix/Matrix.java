package dev.weir.gateway.prometheus.matrix;

import dev.weir.gateway.prometheus.query.Times;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a range query: its series in the order of their labels, none of them empty. What Prometheus says of a point
 * does not depend on the range that is asked for, so that pieces put together are what it would have said of the whole.
 */
public final class Matrix {

    private static final String HEAD = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[";
    private static final int PIECE_CHARS = 32_768;

    private final List<Series> series;

    Matrix(List<Series> series) {
        this.series = List.copyOf(series);
    }

    /**
     * Reads an answer. Empty if it is anything but a plain matrix on this grid: with warnings, histograms or statistics, cut
     * short, or with points elsewhere; such an answer can be passed on, but not taken apart.
     */
    public static Optional<Matrix> read(Buffer answer, Grid grid) {
        return MatrixReader.read(answer, grid);
    }

    /** Only the points from the first to the last moment. */
    public Matrix cut(long first, long last) {
        return new Matrix(series.stream()
                .map(one -> one.cut(first, last))
                .filter(one -> !one.isEmpty())
                .toList());
    }

    /** With another of later points. */
    public Matrix and(Matrix later) {
        List<Series> all = new ArrayList<>(Math.max(series.size(), later.series.size()));
        int here = 0;
        int there = 0;
        while (here < series.size() && there < later.series.size()) {
            int order =
                    series.get(here).labels().compareTo(later.series.get(there).labels());
            if (order == 0) {
                all.add(series.get(here++).and(later.series.get(there++)));
            } else {
                all.add(order < 0 ? series.get(here++) : later.series.get(there++));
            }
        }
        all.addAll(series.subList(here, series.size()));
        all.addAll(later.series.subList(there, later.series.size()));
        return new Matrix(all);
    }

    /** About what it takes to keep it. */
    public long bytes() {
        return 64 + series.stream().mapToLong(Series::bytes).sum();
    }

    /** As Prometheus writes it. */
    public Buffer written() {
        Buffer out = Buffer.buffer();
        StringBuilder text = new StringBuilder(HEAD);
        for (int at = 0; at < series.size(); at++) {
            write(series.get(at), text.append(at == 0 ? "" : ","));
            if (text.length() > PIECE_CHARS) {
                out.appendString(text.toString());
                text.setLength(0);
            }
        }
        return out.appendString(text.append("]}}").toString());
    }

    private static void write(Series series, StringBuilder text) {
        text.append("{\"metric\":").append(series.labels().json()).append(",\"values\":[");
        for (int at = 0; at < series.times().length; at++) {
            text.append(at == 0 ? "[" : ",[")
                    .append(Times.written(series.times()[at]))
                    .append(",\"")
                    .append(series.values()[at])
                    .append("\"]");
        }
        text.append("]}");
    }
}
