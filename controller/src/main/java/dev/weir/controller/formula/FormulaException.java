package dev.weir.controller.formula;

import java.util.Objects;

/** A formula that does not compile, or cannot be evaluated with certain values: where, and what was expected. */
public final class FormulaException extends Exception {

    private static final long serialVersionUID = 1;
    private static final int SNIPPET = 160;

    private final String reason;
    private final int line;
    private final int column;

    private FormulaException(String reason, int line, int column, String snippet) {
        super(reason + " (line " + line + ", column " + column + ")" + snippet, null, false, false);
        this.reason = reason;
        this.line = line;
        this.column = column;
    }

    /** @param at index of the character that is meant; the end of the text if it lies outside */
    static FormulaException at(String text, int at, String reason) {
        int index = Math.max(0, Math.min(at, text.length()));
        int start = text.lastIndexOf('\n', index - 1) + 1;
        int end = text.indexOf('\n', start) < 0 ? text.length() : Math.max(index, text.indexOf('\n', start));
        int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        int column = text.codePointCount(start, index) + 1;
        return new FormulaException(reason, line, column, snippet(text, start, index, end));
    }

    private static String snippet(String text, int start, int index, int end) {
        int from = Math.max(start, index - SNIPPET / 2);
        int to = Math.min(end, from + SNIPPET);
        String shown = text.substring(from, to).replace('\t', ' ').replace('\r', ' ');
        return "\n | " + shown + "\n | " + " ".repeat(text.codePointCount(from, index)) + "^";
    }

    /** What is wrong, where, and a look at the place. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What is wrong, in one sentence without the place. */
    public String reason() {
        return reason;
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** Counted from 1, in characters. */
    public int column() {
        return column;
    }
}
