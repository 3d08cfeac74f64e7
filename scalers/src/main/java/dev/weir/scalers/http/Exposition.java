package dev.weir.scalers.http;

import dev.weir.scalers.document.UnusableDocumentException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Prometheus text format. A place in it is a metric selector; every operator of the selector counts as equality, as in
 * KEDA.
 */
final class Exposition {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern SELECTOR = Pattern.compile("\\s*(" + NAME + ")?\\s*(?:\\{(.*)}\\s*)?", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile(
            "\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)\\s*(\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+')\\s*(?:,|$)\\s*");
    private static final List<String> PLAIN = List.of("untyped", "counter", "gauge");

    private Exposition() {}

    /** The value of the first sample that the selector names. */
    static double value(String document, String selector) {
        Map<String, String> wanted = new LinkedHashMap<>();
        String name = parse(selector, wanted);
        Map<String, String> types = new HashMap<>();
        for (String line : (Iterable<String>) document.lines()::iterator) {
            if (line.startsWith("#")) {
                type(line, types);
            } else if (named(line, name)) {
                Map<String, String> labels = new LinkedHashMap<>();
                String rest = labels(line.substring(name.length()), labels);
                if (labels.entrySet().containsAll(wanted.entrySet())) {
                    check(name, types);
                    return number(rest);
                }
            }
        }
        throw new UnusableDocumentException("no metric fits valueLocation \"" + selector + "\"");
    }

    private static String parse(String selector, Map<String, String> wanted) {
        Matcher m = SELECTOR.matcher(selector);
        if (!m.matches()) {
            throw wrong(selector);
        }
        String labels = m.group(2) == null ? "" : m.group(2);
        Matcher label = LABEL.matcher(labels);
        int end = 0;
        while (end < labels.length() && label.find(end) && label.start() == end) {
            wanted.put(label.group(1), unquoted(label.group(2)));
            end = label.end();
        }
        String inBraces = wanted.remove("__name__");
        String name = m.group(1) != null ? m.group(1) : inBraces;
        if (end != labels.length() || name == null) {
            throw wrong(selector);
        }
        return name;
    }

    private static UnusableDocumentException wrong(String selector) {
        return new UnusableDocumentException(
                "valueLocation \"" + selector + "\" is no metric selector such as queue_size{queue=\"a\"}");
    }

    private static boolean named(String line, String name) {
        return line.startsWith(name)
                && line.length() > name.length()
                && " \t{".indexOf(line.charAt(name.length())) >= 0;
    }

    /** {@code # TYPE name type}. */
    private static void type(String line, Map<String, String> types) {
        String[] words = line.trim().split("\\s+");
        if (words.length == 4 && words[1].equals("TYPE")) {
            types.put(words[2], words[3]);
        }
    }

    /** Histograms and summaries have no value of their own; their parts are no families of their own. */
    private static void check(String name, Map<String, String> types) {
        String family = name.replaceFirst("_(bucket|sum|count)$", "");
        String type = types.getOrDefault(name, types.getOrDefault(family, "untyped"));
        if (!PLAIN.contains(type)) {
            throw new UnusableDocumentException("the metric \"" + name + "\" is part of a " + type
                    + "; accepted are counters, gauges and untyped metrics");
        }
    }

    /** Reads the labels between braces, if there are any, and gives what stands behind them. */
    private static String labels(String text, Map<String, String> labels) {
        String line = text.stripLeading();
        if (!line.startsWith("{")) {
            return line;
        }
        Matcher label = LABEL.matcher(line);
        int at = 1;
        while (at < line.length() && line.charAt(at) != '}') {
            int close = closing(line, at);
            label.region(at, close);
            if (!label.lookingAt()) {
                throw new UnusableDocumentException("the document is no Prometheus text format");
            }
            labels.put(label.group(1), unquoted(label.group(2)));
            at = label.end();
        }
        return line.substring(Math.min(line.length(), at + 1));
    }

    /** Where the labels end: the first brace that is not inside a value. */
    private static int closing(String line, int from) {
        boolean quoted = false;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '}' && !quoted) {
                return i;
            }
        }
        return line.length();
    }

    private static double number(String rest) {
        String text = rest.strip().split("\\s+")[0];
        try {
            return switch (text) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                case "Nan", "nan" -> Double.NaN;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException e) {
            throw new UnusableDocumentException("the metric's value is no number");
        }
    }

    private static String unquoted(String text) {
        String inner = text.substring(1, text.length() - 1);
        return inner.replace("\\n", "\n").replaceAll("\\\\(.)", "$1");
    }
}
