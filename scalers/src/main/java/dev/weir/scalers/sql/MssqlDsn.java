package dev.weir.scalers.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads connection strings as the Go driver does: a {@code sqlserver://} URL, {@code odbc:server=…;…} with values in braces,
 * or ADO's {@code server=…;…} with values in double quotes. Names are lower case and without synonyms.
 */
final class MssqlDsn {

    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("data source", "server"),
            Map.entry("address", "server"),
            Map.entry("addr", "server"),
            Map.entry("network address", "server"),
            Map.entry("user", "user id"),
            Map.entry("uid", "user id"),
            Map.entry("pwd", "password"),
            Map.entry("initial catalog", "database"),
            Map.entry("trust server certificate", "trustservercertificate"),
            Map.entry("host name in certificate", "hostnameincertificate"));

    private final String text;
    private final char open;
    private final char close;
    private int at;

    private MssqlDsn(String text, char open, char close) {
        this.text = text;
        this.open = open;
        this.close = close;
    }

    static Settings parse(String text) {
        if (text.startsWith("sqlserver://")) {
            return new Settings(url(text.substring("sqlserver://".length())));
        }
        boolean odbc = text.startsWith("odbc:");
        return new Settings(
                odbc ? new MssqlDsn(text.substring(5), '{', '}').pairs() : new MssqlDsn(text, '"', '"').pairs());
    }

    private static Map<String, String> url(String rest) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] halves = rest.split("\\?", 2);
        String head = halves[0];
        int slash = head.indexOf('/');
        String authority = slash < 0 ? head : head.substring(0, slash);
        int login = authority.lastIndexOf('@');
        if (login >= 0) {
            String[] who = authority.substring(0, login).split(":", 2);
            values.put("user id", Settings.unescaped(who[0]));
            values.put("password", who.length == 2 ? Settings.unescaped(who[1]) : "");
        }
        String server = authority.substring(login + 1);
        int colon = server.endsWith("]") ? -1 : server.lastIndexOf(':');
        values.put("server", (colon < 0 ? server : server.substring(0, colon)).replaceAll("^\\[(.*)]$", "$1"));
        values.put("port", colon < 0 ? "" : server.substring(colon + 1));
        if (slash >= 0 && slash + 1 < head.length()) {
            values.put("instance", Settings.unescaped(head.substring(slash + 1)));
        }
        if (halves.length == 2) {
            for (String pair : halves[1].split("&")) {
                String[] sides = pair.split("=", 2);
                values.put(
                        name(Settings.unescaped(sides[0].replace("+", " "))),
                        sides.length == 2 ? Settings.unescaped(sides[1].replace("+", " ")) : "");
            }
        }
        return values;
    }

    private Map<String, String> pairs() {
        Map<String, String> values = new LinkedHashMap<>();
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            int end = text.indexOf(';', at);
            if (end >= 0 && (equals < 0 || end < equals)) {
                require(text.substring(at, end).isBlank());
                at = end + 1;
            } else if (equals < 0) {
                require(text.substring(at).isBlank());
                at = text.length();
            } else {
                String name = name(text.substring(at, equals));
                at = equals + 1;
                values.put(name, value());
            }
        }
        return split(values);
    }

    private static void require(boolean blank) {
        if (!blank) {
            throw new IllegalArgumentException(
                    "holds a part without an equals sign; accepted are sqlserver://user:password@"
                            + "host:port?database=name, server=host,port;user id=…;password=…;database=… and the same with odbc:");
        }
    }

    /** Up to the next semicolon, or between quotes, in which a doubled one stands for itself. */
    private String value() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at == text.length() || text.charAt(at) != open) {
            int end = text.indexOf(';', at) < 0 ? text.length() : text.indexOf(';', at);
            String value = text.substring(at, end).strip();
            at = Math.min(text.length(), end + 1);
            return value;
        }
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            boolean closing = text.charAt(at) == close;
            if (closing && !(at + 1 < text.length() && text.charAt(at + 1) == close)) {
                int end = text.indexOf(';', at);
                at = end < 0 ? text.length() : end + 1;
                return value.toString();
            }
            at += closing ? 1 : 0;
            value.append(text.charAt(at++));
        }
        throw new IllegalArgumentException("has a quoted value that is not closed");
    }

    /** {@code tcp:host\instance,port}. */
    private static Map<String, String> split(Map<String, String> values) {
        String server = values.getOrDefault("server", "").replaceFirst("^tcp:", "");
        int comma = server.indexOf(',');
        if (comma >= 0) {
            values.put("port", server.substring(comma + 1).strip());
            server = server.substring(0, comma);
        }
        int slash = server.indexOf('\\');
        if (slash >= 0) {
            values.put("instance", server.substring(slash + 1));
            server = server.substring(0, slash);
        }
        values.put("server", server.strip());
        return values;
    }

    private static String name(String given) {
        String lower = Settings.lower(given).strip();
        return SYNONYMS.getOrDefault(lower, lower);
    }
}
