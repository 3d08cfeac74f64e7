package dev.weir.scalers.influxdb;

import java.util.ArrayList;
import java.util.List;

/** Rows of comma-separated values: a field in quotes may hold commas, line ends and doubled quotes. */
final class Csv {

    private final String text;
    private int at;

    Csv(String text) {
        this.text = text;
    }

    boolean hasNext() {
        return at < text.length();
    }

    /** The next row; an empty line is a row with one empty field. */
    List<String> next() {
        List<String> row = new ArrayList<>();
        do {
            row.add(text.startsWith("\"", at) ? quoted() : bare());
        } while (take(','));
        take('\r');
        take('\n');
        return row;
    }

    private String bare() {
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        take('"');
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                field.append(c);
            } else if (take('"')) {
                field.append('"');
            } else {
                break;
            }
        }
        return field + bare();
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }
}
