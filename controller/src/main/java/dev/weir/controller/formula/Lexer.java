package dev.weir.controller.formula;

import dev.weir.controller.formula.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Text to tokens, by the rules of expr. */
final class Lexer {

    private static final Set<String> WORDS =
            Set.of("in", "or", "and", "matches", "contains", "startsWith", "endsWith", "let", "if", "else", "not");
    private static final int END = -1;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        var lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.token();
        }
        lexer.tokens.add(new Token(Kind.END, "", text.length()));
        return lexer.tokens;
    }

    private void token() {
        int start = at;
        int c = next();
        if (isSpace(c) || comment(c, start)) {
            return;
        }
        if (c == '\'' || c == '"') {
            add(Kind.STRING, Quoted.read(text, start, scanQuoted(start, c)), start);
        } else if (c == '`') {
            raw(start);
        } else if ((c == 'b' || c == 'B') && (peek() == '\'' || peek() == '"')) {
            throw new Fault(start, "bytes are not supported in formulas");
        } else if (isAsciiDigit(c) || c == '.' && isAsciiDigit(peek())) {
            number(start);
        } else if (isNamePart(c)) {
            word(start);
        } else {
            symbol(start, c);
        }
    }

    private void symbol(int start, int c) {
        if ("([{)]}".indexOf(c) >= 0) {
            add(Kind.BRACKET, text.substring(start, at), start);
            return;
        }
        switch (c) {
            case '?' -> accept(".?");
            case '|' -> accept("|");
            case ':' -> accept(":");
            case '.' -> accept(".");
            case '#' -> accept("#");
            case '&', '!', '=', '*', '<', '>' -> accept("&=*");
            case ',', ';', '%', '+', '-', '^', '/' -> {}
            default -> throw new Fault(start, "unexpected character " + shown(c));
        }
        add(Kind.OPERATOR, text.substring(start, at), start);
    }

    private boolean comment(int c, int start) {
        if (c != '/' || peek() != '/' && peek() != '*') {
            return false;
        }
        boolean line = next() == '/';
        int end = text.indexOf(line ? "\n" : "*/", at);
        if (end < 0 && !line) {
            throw new Fault(start, "a comment is not closed, expected \"*/\"");
        }
        at = end < 0 ? text.length() : end + (line ? 1 : 2);
        return true;
    }

    /** Leaves the place behind the closing quote, which it answers. */
    private int scanQuoted(int start, int quote) {
        while (true) {
            int c = next();
            if (c == END || c == '\n') {
                throw new Fault(start, "a text is not closed, expected " + shown(quote));
            }
            if (c == quote) {
                return at;
            }
            if (c == '\\') {
                next();
            }
        }
    }

    private void raw(int start) {
        var read = new StringBuilder();
        while (true) {
            int c = next();
            if (c == END) {
                throw new Fault(start, "a text is not closed, expected \"`\"");
            }
            if (c == '`') {
                if (peek() != '`') {
                    break;
                }
                next();
            }
            read.appendCodePoint(c);
        }
        add(Kind.STRING, read.toString(), start);
    }

    private void number(int start) {
        at = start;
        String digits = "0123456789_";
        if (accept("0")) {
            digits = accept("xX")
                    ? "0123456789abcdefABCDEF_"
                    : accept("oO") ? "01234567_" : accept("bB") ? "01_" : digits;
        }
        acceptAll(digits);
        if (peek() == '.' && !text.startsWith("..", at)) {
            next();
            acceptAll(digits);
        }
        if (!text.startsWith("..", at) && accept("eE")) {
            accept("+-");
            acceptAll(digits);
        }
        if (isNamePart(peek())) {
            throw new Fault(start, "\"" + text.substring(start, at) + shownBare(peek()) + "\" is no number");
        }
        add(Kind.NUMBER, text.substring(start, at), start);
    }

    private void word(int start) {
        while (isNamePart(peek())) {
            next();
        }
        String word = text.substring(start, at);
        add(WORDS.contains(word) ? Kind.OPERATOR : Kind.NAME, word, start);
    }

    private void add(Kind kind, String value, int start) {
        tokens.add(new Token(kind, value, start));
    }

    private int next() {
        int c = peek();
        if (c != END) {
            at += Character.charCount(c);
        }
        return c;
    }

    private int peek() {
        return at < text.length() ? text.codePointAt(at) : END;
    }

    private boolean accept(String any) {
        boolean accepted = peek() != END && any.indexOf(peek()) >= 0;
        if (accepted) {
            next();
        }
        return accepted;
    }

    private void acceptAll(String any) {
        while (accept(any)) {
            continue;
        }
    }

    private static boolean isAsciiDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(int c) {
        return c == '_' || c == '$' || c != END && (Character.isLetter(c) || Character.isDigit(c));
    }

    private static boolean isSpace(int c) {
        return c == 0x85 || c >= '\t' && c <= '\r' || Character.isSpaceChar(c);
    }

    private static String shown(int c) {
        return "\"" + shownBare(c) + "\"";
    }

    private static String shownBare(int c) {
        return Character.isISOControl(c) ? String.format("\\u%04x", c) : Character.toString(c);
    }
}
