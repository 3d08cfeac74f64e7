package dev.weir.controller.formula;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done with texts while evaluating. Places in them are counted in bytes of UTF-8, as in Go. */
final class Texts {

    private Texts() {}

    static String text(Node node, Frame frame) {
        if (node.value(frame) instanceof String text) {
            return text;
        }
        throw new Fault(node.at, "a text is expected, given " + Kinds.of(node.value(frame)));
    }

    static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /** The operators {@code contains startsWith endsWith}; nil holds nothing. */
    static boolean test(String operator, @Nullable Object left, @Nullable Object right, int at) {
        if (left == null || right == null) {
            return false;
        }
        if (!(left instanceof String a) || !(right instanceof String b)) {
            throw new Fault(at, operator + " expects texts, given " + Kinds.of(left) + " and " + Kinds.of(right));
        }
        return switch (operator) {
            case "contains" -> a.contains(b);
            case "startsWith" -> a.startsWith(b);
            default -> a.endsWith(b);
        };
    }

    /** One byte of a text. */
    static long octet(String text, long index, int at) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return octets[Lists.place(index, octets.length, at)] & 0xffL;
    }

    static long place(String text, int index) {
        return index < 0 ? -1 : text.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
    }

    static String trim(String text, @Nullable String cut) {
        int from = 0;
        int to = text.length();
        while (from < to && isCut(text.codePointAt(from), cut)) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && isCut(text.codePointBefore(to), cut)) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static boolean isCut(int c, @Nullable String cut) {
        return cut == null ? c == 0x85 || c >= '\t' && c <= '\r' || Character.isSpaceChar(c) : cut.indexOf(c) >= 0;
    }

    /** @param limit how many parts at most, or negative for all; the last part keeps the rest */
    static List<Object> split(String text, String separator, long limit, boolean keep, Frame frame, int at) {
        List<Object> parts = new ArrayList<>();
        int from = 0;
        while (limit != 0) {
            frame.grow(1, at);
            int next = parts.size() + 1 == limit ? -1 : end(text, separator, from);
            if (next < 0) {
                parts.add(text.substring(from));
                break;
            }
            parts.add(text.substring(from, keep ? next + separator.length() : next));
            from = next + separator.length();
        }
        if (separator.isEmpty() && text.isEmpty()) {
            parts.clear();
        }
        return parts;
    }

    private static int end(String text, String separator, int from) {
        if (!separator.isEmpty()) {
            return text.indexOf(separator, from);
        }
        int next = from < text.length() ? text.offsetByCodePoints(from, 1) : -1;
        return next < text.length() ? next : -1;
    }

    /** Replaces the first so many; all if negative. An empty text is found before each character and at the end. */
    static String replace(String text, String old, String by, long limit, Frame frame, int at) {
        var replaced = new StringBuilder();
        int from = 0;
        int found = text.indexOf(old);
        for (long done = 0; found >= 0 && done != limit; done++) {
            frame.grow((long) by.length() + found - from + 1, at);
            replaced.append(text, from, found).append(by);
            from = found + old.length();
            if (old.isEmpty()) {
                if (found == text.length()) {
                    break;
                }
                found = text.offsetByCodePoints(found, 1);
            } else {
                found = text.indexOf(old, from);
            }
        }
        return replaced.append(text.substring(from)).toString();
    }

    static String repeat(String text, long times, Frame frame, int at) {
        if (times < 0) {
            throw new Fault(at, "repeat expects how often, given " + times);
        }
        frame.grow(times > Frame.MEMORY ? Long.MAX_VALUE : times * text.length(), at);
        return text.repeat((int) times);
    }

    static String join(Syntax tree, @Nullable Object list, String glue, Frame frame) {
        var joined = new StringBuilder();
        for (Object part : Lists.list(tree, list)) {
            if (!(part instanceof String text)) {
                throw new Fault(tree.at(), "join expects a list of texts, given " + Kinds.of(part) + " in it");
            }
            frame.grow((long) text.length() + glue.length(), tree.at());
            joined.append(joined.isEmpty() ? "" : glue).append(text);
        }
        return joined.toString();
    }
}
