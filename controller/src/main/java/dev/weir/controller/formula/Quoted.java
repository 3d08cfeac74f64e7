package dev.weir.controller.formula;

/** Texts in quotes, by the rules of expr. */
final class Quoted {

    private static final String PLAIN = "abfnrtv\\'\"`?";
    private static final String MEANT = "\u0007\b\f\n\r\t\u000b\\'\"`?";

    private final String text;
    private final int end;
    private final StringBuilder read = new StringBuilder();
    private int at;

    private Quoted(String text, int at, int end) {
        this.text = text;
        this.at = at;
        this.end = end;
    }

    /** The text between the quotes at both ends. */
    static String read(String text, int start, int end) {
        var quoted = new Quoted(text, start + 1, end - 1);
        while (quoted.at < quoted.end) {
            quoted.character();
        }
        return quoted.read.toString();
    }

    private void character() {
        char c = text.charAt(at++);
        if (c == '\r') {
            at += at < end && text.charAt(at) == '\n' ? 1 : 0;
            read.append('\n');
        } else if (c == '\\') {
            escape(at - 1, text.charAt(at++));
        } else {
            read.append(c);
        }
    }

    private void escape(int start, char c) {
        int plain = PLAIN.indexOf(c);
        // The lexer of expr lets these two through inside quotes of the other kind only.
        boolean otherQuote = c == '`' || c == '?' || (c == '\'' || c == '"') && text.charAt(end) != c;
        if (plain >= 0 && !otherQuote) {
            read.append(MEANT.charAt(plain));
        } else if (c == 'x') {
            code(start, 16, 2);
        } else if (c == 'u' && at < end && text.charAt(at) == '{') {
            braces(start);
        } else if (c == 'u' || c == 'U') {
            code(start, 16, c == 'u' ? 4 : 8);
        } else if (c >= '0' && c <= '3') {
            at--;
            code(start, 8, 3);
        } else {
            throw bad(start);
        }
    }

    private void braces(int start) {
        int close = text.indexOf('}', at);
        int digits = close - at - 1;
        if (close < 0 || close >= end || digits < 1 || digits > 6) {
            throw bad(start);
        }
        at++;
        code(start, 16, digits);
        at++;
    }

    private void code(int start, int radix, int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < end ? Character.digit(text.charAt(at), radix) : -1;
            if (digit < 0 || text.charAt(at) > 'f' || value > Character.MAX_CODE_POINT) {
                throw bad(start);
            }
            value = value * radix + digit;
            at++;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw bad(start);
        }
        read.appendCodePoint(value);
    }

    private static Fault bad(int start) {
        return new Fault(start, "no such escape in a text, expected one of \\n \\t \\r \\\\ \\xNN \\uNNNN or a quote");
    }
}
