package dev.weir.gateway.external;

import dev.weir.gateway.external.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Recursive descent over the grammar of label selectors, one character of look-ahead. Linear in the text's length. */
final class SelectorParser {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*+");
    private static final int MAX_PREFIX = 253;
    private static final String SPECIAL = "=!<>(),";

    private final String text;
    private int at;

    SelectorParser(String text) {
        this.text = text;
    }

    LabelSelector parse() {
        List<Requirement> requirements = new ArrayList<>();
        do {
            requirements.add(requirement());
        } while (took(','));
        if (at < text.length()) {
            throw wrong("',' or the end");
        }
        return new LabelSelector(requirements);
    }

    private Requirement requirement() {
        skipBlanks();
        int start = at;
        if (took('!')) {
            return term(start, key(), false, "");
        }
        String key = key();
        skipBlanks();
        if (at == text.length() || text.charAt(at) == ',') {
            return term(start, key, false, "");
        }
        return operation(start, key);
    }

    private Requirement operation(int start, String key) {
        if (took('=')) {
            took('=');
            return term(start, key, true, value());
        }
        if (took('!')) {
            expect('=');
            value();
        } else if (took('<') || took('>')) {
            number();
        } else {
            String operator = word();
            if (!operator.equals("in") && !operator.equals("notin")) {
                throw wrong("one of =, ==, !=, in, notin, <, >");
            }
            set();
        }
        return term(start, key, false, "");
    }

    private void set() {
        expect('(');
        do {
            value();
        } while (took(','));
        expect(')');
    }

    private void number() {
        String word = word();
        if (!word.matches("-?\\d{1,19}")) {
            throw wrong("an integer");
        }
    }

    private String key() {
        String key = word();
        int slash = key.indexOf('/');
        boolean prefixFits = slash < 0
                || slash <= MAX_PREFIX
                        && PREFIX.matcher(key.substring(0, slash)).matches();
        if (!prefixFits || !NAME.matcher(key.substring(slash + 1)).matches()) {
            throw wrong("the name of a label");
        }
        return key;
    }

    private String value() {
        String value = word();
        if (!value.isEmpty() && !NAME.matcher(value).matches()) {
            throw wrong("a label value (at most 63 letters, digits, '-', '_', '.')");
        }
        return value;
    }

    private String word() {
        skipBlanks();
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && SPECIAL.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private Requirement term(int start, String key, boolean equality, String value) {
        return new Requirement(text.substring(start, at).strip(), key, equality, value);
    }

    private boolean took(char wanted) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!took(wanted)) {
            throw wrong("'" + wanted + "'");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private InvalidSelectorException wrong(String accepted) {
        return new InvalidSelectorException(
                "unable to parse requirement: at character " + at + " of the label selector, expected is " + accepted);
    }
}
