package dev.weir.scalers.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads data source names as the Go driver does: {@code user:password@tcp(host:port)/database?name=value}. Names keep their
 * case; those of what stands before the question mark are {@code user}, {@code password}, {@code protocol}, {@code address}
 * and {@code database}.
 */
final class MysqlDsn {

    private MysqlDsn() {}

    /**
     * The parts and the parameters behind the question mark, which are named {@code ?name} so that none is taken for a part.
     */
    static Settings parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "has no slash before the database; accepted is user:password@tcp(host:port)/database");
        }
        Map<String, String> values = new LinkedHashMap<>();
        String head = text.substring(0, slash);
        int login = head.lastIndexOf('@');
        if (login >= 0) {
            String[] halves = head.substring(0, login).split(":", 2);
            values.put("user", halves[0]);
            values.put("password", halves.length == 2 ? halves[1] : "");
        }
        address(head.substring(login + 1), values);
        String[] tail = text.substring(slash + 1).split("\\?", 2);
        values.put("database", Settings.unescaped(tail[0]));
        if (tail.length == 2) {
            parameters(tail[1], values);
        }
        return new Settings(values);
    }

    private static void address(String text, Map<String, String> values) {
        int open = text.indexOf('(');
        if (open >= 0 && !text.endsWith(")")) {
            throw new IllegalArgumentException("has an address that is not closed; accepted is tcp(host:port)");
        }
        values.put("protocol", open < 0 ? text : text.substring(0, open));
        values.put("address", open < 0 ? "" : text.substring(open + 1, text.length() - 1));
    }

    private static void parameters(String text, Map<String, String> values) {
        for (String pair : text.split("&")) {
            String[] halves = pair.split("=", 2);
            if (halves.length == 2) {
                values.put("?" + halves[0], Settings.unescaped(halves[1].replace("+", " ")));
            }
        }
    }
}
