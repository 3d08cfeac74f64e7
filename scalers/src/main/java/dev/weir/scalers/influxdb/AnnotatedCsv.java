package dev.weir.scalers.influxdb;

import dev.weir.scalers.document.Decimals;
import dev.weir.scalers.influxdb.InfluxAnswer.Cell;
import dev.weir.scalers.upstream.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Reads the first record of the first table; an error that the server reports instead of one is a failure. */
final class AnnotatedCsv {

    private List<String> types = List.of();
    private List<String> defaults = List.of();

    private AnnotatedCsv() {}

    static InfluxAnswer read(HttpAnswer answer) {
        return new AnnotatedCsv().first(new Csv(answer.body().toString(StandardCharsets.UTF_8)), answer);
    }

    private InfluxAnswer first(Csv csv, HttpAnswer answer) {
        List<String> header = List.of();
        while (csv.hasNext()) {
            List<String> row = csv.next();
            String mark = row.get(0);
            if (row.size() == 1 && mark.isBlank()) {
                header = List.of();
            } else if (mark.equals("#datatype")) {
                types = row;
                header = List.of();
            } else if (mark.equals("#default")) {
                defaults = row;
            } else if (header.isEmpty() && !mark.startsWith("#")) {
                header = row;
            } else if (!mark.startsWith("#")) {
                return record(header, row, answer);
            }
        }
        if (types.isEmpty() && !header.isEmpty()) {
            throw answer.unusable("answered with something that is no annotated CSV");
        }
        return InfluxAnswer.NOTHING;
    }

    private InfluxAnswer record(List<String> header, List<String> row, HttpAnswer answer) {
        int error = header.indexOf("error");
        if (error >= 0 && error < row.size() && header.contains("reference")) {
            throw answer.unusable("answered with an error: " + shown(row.get(error)));
        }
        if (types.isEmpty()) {
            throw answer.unusable("answered with something that is no annotated CSV");
        }
        List<Cell> cells = new ArrayList<>();
        for (int i = 1; i < header.size(); i++) {
            cells.add(cell(header.get(i), at(types, i), at(row, i).isEmpty() ? at(defaults, i) : at(row, i)));
        }
        return new InfluxAnswer(true, cells);
    }

    /** Only what is a number keeps its type, so that whatever counts has a value. */
    private static Cell cell(String column, String type, String text) {
        if (!type.equals("double") && !type.equals("long")) {
            return new Cell(column, type, 0);
        }
        OptionalDouble number = Decimals.parse(text);
        return number.isPresent() ? new Cell(column, type, number.getAsDouble()) : new Cell(column, "null", 0);
    }

    private static String at(List<String> row, int column) {
        return column < row.size() ? row.get(column) : "";
    }

    private static String shown(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
