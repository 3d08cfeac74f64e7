package dev.weir.gateway.prometheus.query;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * PromQL as far as it has to be understood to see that two queries are the same one, and whether what it says of a moment
 * depends on that moment alone.
 *
 * <p>Two texts that differ in comments, and in space where it cannot matter, come to the same text. It is no parser: what is
 * no PromQL stays different from what is.
 *
 * @param text without comments and needless space
 * @param timeless whether a point of a range query depends on its own time only, and on no later data: so it will be the
 *     same in any other range
 */
public record QueryText(String text, boolean timeless) {

    private static final String OPERATORS = "=!<>~";
    private static final String SIGNS = "()[]{},+-*/%^@";
    private static final String APART = SIGNS + " \t\n\r#\"'`";

    /** Functions of PromQL and its kin that look at the range, at other points or at the clock of who asks. */
    private static final Pattern RANGE_BOUND = Pattern.compile("start|end|now|step|range|rand.*|range_.*|running_.*"
            + "|keep_(last|next)_value|interpolate|limit_offset|remove_resets|smooth_exponential|ru|ttf");

    /** Words behind a selector that make it look at later samples. */
    private static final Set<String> LOOKS_AHEAD = Set.of("smoothed", "anchored");

    public static QueryText of(String query) {
        return new Reader(query).read();
    }

    private static final class Reader {
        private final String query;
        private final StringBuilder out;
        private int at;
        private boolean timeless = true;
        private boolean gap;
        private boolean offset;
        private boolean dangling;
        private String word = "";

        Reader(String query) {
            this.query = query;
            this.out = new StringBuilder(query.length());
        }

        QueryText read() {
            while (at < query.length()) {
                char c = query.charAt(at);
                if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                    gap = true;
                    at++;
                } else if (c == '#') {
                    comment();
                } else if (c == '"' || c == '\'' || c == '`') {
                    string(c);
                } else if (OPERATORS.indexOf(c) >= 0) {
                    run(false);
                } else if (SIGNS.indexOf(c) >= 0) {
                    sign(c);
                } else {
                    run(true);
                }
            }
            return new QueryText(out.toString(), timeless);
        }

        private void comment() {
            int end = query.indexOf('\n', at);
            at = end < 0 ? query.length() : end;
            gap = true;
        }

        /** Up to its end as it is; one that does not end takes the rest. */
        private void string(char quote) {
            int from = at++;
            while (at < query.length() && query.charAt(at) != quote) {
                at += query.charAt(at) == '\\' && quote != '`' ? 2 : 1;
            }
            at = Math.min(at + 1, query.length());
            add(query.substring(from, at), false);
            word = "";
            dangling = false;
        }

        private void sign(char c) {
            boolean back = offset && (c == '-' || c == '(');
            if (c == '@' || back || c == '(' && RANGE_BOUND.matcher(word).matches()) {
                timeless = false;
            }
            offset = offset && c == '+';
            // 1e +5 is no number, 1e+5 is.
            dangling = (c == '+' || c == '-') && !word.isEmpty() && word.charAt(0) <= '9' && word.endsWith("e");
            add(String.valueOf(c), dangling);
            word = "";
            at++;
        }

        /** Letters, digits and everything else; or operators of one or two signs. */
        private void run(boolean letters) {
            int from = at;
            while (at < query.length() && ofKind(query.charAt(at), letters)) {
                at++;
            }
            String text = query.substring(from, at);
            char last = out.isEmpty() ? '(' : out.charAt(out.length() - 1);
            add(text, ofKind(last, letters) || dangling);
            dangling = false;
            word = letters ? text.toLowerCase(Locale.ROOT) : "";
            offset = word.equals("offset");
            timeless &= !LOOKS_AHEAD.contains(word);
        }

        private static boolean ofKind(char c, boolean letters) {
            boolean operator = OPERATORS.indexOf(c) >= 0;
            return letters ? !operator && APART.indexOf(c) < 0 : operator;
        }

        private void add(String part, boolean joins) {
            if (gap && joins && !out.isEmpty()) {
                out.append(' ');
            }
            gap = false;
            out.append(part);
        }
    }
}
