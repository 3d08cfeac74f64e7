package dev.weir.scalers.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads connection strings as libpq and pgx do: {@code host=db port=5432 …} with quotes and backslashes, or a {@code
 * postgres://} or {@code postgresql://} URL.
 */
final class PostgresDsn {

    private static final String BLANKS = " \t\n\r\u000b\f";

    private final String text;
    private int at;

    private PostgresDsn(String text) {
        this.text = text;
    }

    static Settings parse(String text) {
        boolean url = text.startsWith("postgres://") || text.startsWith("postgresql://");
        return new Settings(url ? url(text.substring(text.indexOf("://") + 3)) : new PostgresDsn(text).keywords());
    }

    private static Map<String, String> url(String rest) {
        Map<String, String> values = new LinkedHashMap<>();
        String head = rest.split("\\?", 2)[0];
        int slash = head.indexOf('/');
        String authority = slash < 0 ? head : head.substring(0, slash);
        String path = slash < 0 ? "" : head.substring(slash).replaceAll("^/+", "");
        int login = authority.lastIndexOf('@');
        if (login >= 0) {
            String[] halves = authority.substring(0, login).split(":", 2);
            values.put("user", Settings.unescaped(halves[0]));
            if (halves.length == 2) {
                values.put("password", Settings.unescaped(halves[1]));
            }
        }
        hosts(authority.substring(login + 1), values);
        if (!path.isEmpty()) {
            values.put("database", Settings.unescaped(path));
        }
        if (rest.contains("?")) {
            query(rest.split("\\?", 2)[1], values);
        }
        return values;
    }

    /** {@code host:port,host:port}; either half may be absent. */
    private static void hosts(String list, Map<String, String> values) {
        StringBuilder hosts = new StringBuilder();
        StringBuilder ports = new StringBuilder();
        for (String one : list.split(",")) {
            if (one.isEmpty()) {
                continue;
            }
            int colon = one.endsWith("]") ? -1 : one.lastIndexOf(':');
            String host = colon < 0 ? one : one.substring(0, colon);
            hosts.append(hosts.length() == 0 ? "" : ",")
                    .append(Settings.unescaped(host.startsWith("[") ? host.substring(1, host.length() - 1) : host));
            ports.append(ports.length() == 0 ? "" : ",").append(colon < 0 ? "5432" : one.substring(colon + 1));
        }
        if (hosts.length() > 0) {
            values.put("host", hosts.toString());
            values.put("port", ports.toString());
        }
    }

    /** The first of several values counts, and all of them more than what stands before the question mark. */
    private static void query(String query, Map<String, String> values) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] halves = pair.split("=", 2);
                given.putIfAbsent(
                        name(Settings.unescaped(halves[0].replace("+", " "))),
                        halves.length == 1 ? "" : Settings.unescaped(halves[1].replace("+", " ")));
            }
        }
        values.putAll(given);
    }

    private Map<String, String> keywords() {
        Map<String, String> values = new LinkedHashMap<>();
        skipBlanks();
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0 || text.substring(at, equals).isBlank()) {
                throw new IllegalArgumentException(
                        "is neither a list of keyword=value nor a URL that begins with postgres:// or postgresql://");
            }
            String name = text.substring(at, equals).strip();
            at = equals + 1;
            skipBlanks();
            values.put(name(name), at < text.length() && text.charAt(at) == '\'' ? quoted() : bare());
            skipBlanks();
        }
        return values;
    }

    private String bare() {
        StringBuilder value = new StringBuilder();
        while (at < text.length() && BLANKS.indexOf(text.charAt(at)) < 0) {
            value.append(character());
        }
        return value.toString();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '\'') {
            value.append(character());
        }
        if (at == text.length()) {
            throw new IllegalArgumentException("has a quote that is not closed");
        }
        at++;
        return value.toString();
    }

    /** The next character; one after a backslash is meant as it is. */
    private char character() {
        if (text.charAt(at) == '\\') {
            at++;
            if (at == text.length()) {
                throw new IllegalArgumentException("ends with a backslash");
            }
        }
        return text.charAt(at++);
    }

    private void skipBlanks() {
        while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static String name(String given) {
        return given.equals("dbname") ? "database" : given;
    }
}
