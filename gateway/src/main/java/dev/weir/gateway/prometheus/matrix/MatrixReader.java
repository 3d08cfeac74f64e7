package dev.weir.gateway.prometheus.matrix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a matrix in one pass. Whatever is not as expected ends the reading. */
final class MatrixReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern TIME = Pattern.compile("-?\\d{1,14}(\\.\\d{1,6})?");
    private static final Pattern VALUE = Pattern.compile("[0-9.eE+-]{1,40}|NaN|[+-]Inf");

    private final JsonParser json;
    private final Grid grid;
    private final List<Series> series = new ArrayList<>();
    private boolean success;
    private boolean result;

    private MatrixReader(JsonParser json, Grid grid) {
        this.json = json;
        this.grid = grid;
    }

    static Optional<Matrix> read(Buffer answer, Grid grid) {
        try (JsonParser json = JSON.createParser(answer.getBytes())) {
            return Optional.of(new MatrixReader(json, grid).document());
        } catch (IOException unlike) {
            // Whoever asked for the answer passes it on as it is.
            return Optional.empty();
        }
    }

    private Matrix document() throws IOException {
        expect(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "status" -> success = text().equals("success");
                case "data" -> {
                    expect(value == JsonToken.START_OBJECT);
                    data();
                }
                // Victoria Metrics says it is complete; anything else is said about the whole answer.
                case "isPartial" -> expect(value == JsonToken.VALUE_FALSE);
                default -> throw new IOException("unlike a plain answer");
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null && success && result);
        series.sort(Comparator.comparing(Series::labels));
        for (int at = 1; at < series.size(); at++) {
            expect(!series.get(at).labels().equals(series.get(at - 1).labels()));
        }
        return new Matrix(series);
    }

    private void data() throws IOException {
        boolean matrix = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("resultType")) {
                matrix = text().equals("matrix");
            } else {
                expect(name.equals("result") && value == JsonToken.START_ARRAY && !result);
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    expect(json.currentToken() == JsonToken.START_OBJECT);
                    series.add(element());
                }
                result = true;
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT && matrix);
    }

    private Series element() throws IOException {
        TreeMap<String, String> labels = new TreeMap<>();
        Points points = new Points();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("metric")) {
                expect(value == JsonToken.START_OBJECT);
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String label = json.currentName();
                    json.nextToken();
                    expect(labels.put(label, text()) == null);
                }
            } else {
                expect(name.equals("values") && value == JsonToken.START_ARRAY);
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    point(points);
                }
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT && points.size > 0);
        return points.of(Labels.of(labels));
    }

    private void point(Points points) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        json.nextToken();
        expect(json.currentToken().isNumeric() && TIME.matcher(json.getText()).matches());
        BigDecimal millis = json.getDecimalValue().movePointRight(3);
        expect(millis.stripTrailingZeros().scale() <= 0);
        json.nextToken();
        String value = text();
        expect(json.nextToken() == JsonToken.END_ARRAY && VALUE.matcher(value).matches());
        long time = millis.longValue();
        expect(grid.has(time) && (points.size == 0 || points.times[points.size - 1] < time));
        points.add(time, value);
    }

    private String text() throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static void expect(boolean so) throws IOException {
        if (!so) {
            throw new IOException("unlike a plain matrix");
        }
    }

    /** Points of one series; a value that repeats is kept once. */
    private static final class Points {
        private long[] times = new long[16];
        private String[] values = new String[16];
        private int size;

        void add(long time, String value) {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            times[size] = time;
            values[size] = size > 0 && values[size - 1].equals(value) ? values[size - 1] : value;
            size++;
        }

        Series of(Labels labels) {
            return new Series(labels, Arrays.copyOf(times, size), Arrays.copyOf(values, size));
        }
    }
}
