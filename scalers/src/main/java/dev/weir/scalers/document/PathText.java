package dev.weir.scalers.document;

import java.util.ArrayList;
import java.util.List;

/** Where the parts of a GJSON path begin and end: brackets and texts in quotes hold together, a backslash escapes. */
final class PathText {

    private PathText() {}

    /** The end of the step that begins at {@code from}: the next dot or pipe outside of brackets. */
    static int end(String path, int from) {
        return find(path, from, ".|");
    }

    /** The first pipe outside of brackets, or the end. */
    static int pipe(String path) {
        return find(path, 0, "|");
    }

    /** The colon between name and path, or -1. */
    static int colon(String part) {
        int colon = find(part, 0, ":");
        return colon < part.length() && part.startsWith("\"") ? colon : -1;
    }

    /** Split on commas outside of brackets. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = find(text, from, ",");
            parts.add(text.substring(from, end));
            from = end + 1;
        }
        return parts;
    }

    private static int find(String text, int from, String stops) {
        int depth = 0;
        // Brackets count at the start of a step, of a query and of a modifier's argument only: elsewhere they belong to
        // a key.
        boolean bracketed = from < text.length() && "#@[{!".indexOf(text.charAt(from)) >= 0;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"' && (bracketed || !stops.contains("."))) {
                quoted = !quoted;
            } else if (!quoted && bracketed(bracketed, stops, c, "([{")) {
                depth++;
            } else if (!quoted && depth > 0 && ")]}".indexOf(c) >= 0) {
                depth--;
            } else if (!quoted && depth == 0 && stops.indexOf(c) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean bracketed(boolean atStart, String stops, char c, String brackets) {
        return (atStart || !stops.contains(".")) && brackets.indexOf(c) >= 0;
    }

    static boolean isPattern(String step) {
        for (int i = 0; i < step.length(); i++) {
            if (step.charAt(i) == '\\') {
                i++;
            } else if (step.charAt(i) == '*' || step.charAt(i) == '?') {
                return true;
            }
        }
        return false;
    }

    static String unescaped(String step) {
        if (step.indexOf('\\') < 0) {
            return step;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < step.length(); i++) {
            if (step.charAt(i) == '\\' && i + 1 < step.length()) {
                i++;
            }
            text.append(step.charAt(i));
        }
        return text.toString();
    }

    /** Whether {@code *} (anything) and {@code ?} (one character) fit; linear in practice, no backtracking over stars before the last. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            boolean escape = p + 1 < pattern.length() && pattern.charAt(p) == '\\';
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (escape && pattern.charAt(p + 1) == text.charAt(t)) {
                p += 2;
                t++;
            } else if (!escape
                    && p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
