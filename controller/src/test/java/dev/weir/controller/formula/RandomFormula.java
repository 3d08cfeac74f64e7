package dev.weir.controller.formula;

import java.util.Random;

/** Formulas by chance: most of the grammar, some of them with a few characters changed, some nothing but noise. */
final class RandomFormula {

    private static final String[] ATOMS = {
        "a",
        "b",
        "c",
        "1",
        "2.5",
        "0",
        "3",
        "true",
        "nil",
        "\"4\"",
        "[a, c]",
        "[1, 2, 3]",
        "[a, b, 1]",
        "1..3",
        "$env.a",
        "'x'",
        "[]",
        "-1",
        "1e3",
        "0x1f",
        "duration('1m')"
    };
    private static final String[] OPERATORS = {
        "+",
        "-",
        "*",
        "/",
        "%",
        "**",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "and",
        "or",
        "??",
        "..",
        "in",
        "not in",
        "contains",
        "+",
        "-",
        "*",
        "/",
        "<",
        ">"
    };
    private static final String[] FUNCTIONS = {
        "max", "min", "sum", "mean", "median", "abs", "ceil", "floor", "round", "int", "float", "len", "first", "last",
        "string", "type", "sort", "reverse", "uniq", "flatten", "concat", "max", "min", "take", "get", "bitand"
    };
    private static final String[] LOOPS = {
        "all",
        "any",
        "none",
        "one",
        "filter",
        "map",
        "count",
        "sum",
        "find",
        "findIndex",
        "findLast",
        "findLastIndex",
        "reduce",
        "sortBy"
    };
    private static final String NOISE =
            "abc#[]{}()?:.,;|&!=<>+-*/%^'\"`\\ 0123456789eExX_$\n\t\u00e9\ud83d\udca9\u0000@~";

    private final Random random;

    RandomFormula(Random random) {
        this.random = random;
    }

    /** Any text. */
    String text() {
        int kind = random.nextInt(10);
        return kind == 0 ? noise(random.nextInt(60)) : kind < 4 ? changed(formula()) : formula();
    }

    /** A text of the grammar. */
    String formula() {
        return expression(1 + random.nextInt(4), false);
    }

    private String expression(int depth, boolean inLoop) {
        if (depth == 0) {
            return inLoop && random.nextInt(3) > 0 ? pick("#", "#", "#", "#index", "#acc") : pick(ATOMS);
        }
        String one = expression(depth - 1, inLoop);
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4 -> one + " " + pick(OPERATORS) + " " + expression(depth - 1, inLoop);
            case 5 -> "(" + one + ")";
            case 6 -> condition(depth, inLoop) + " ? " + one + " : " + expression(depth - 1, inLoop);
            case 7 -> pick("-", "!", "not ", "+") + one;
            case 8, 9 -> pick(FUNCTIONS) + "(" + one + (random.nextInt(3) == 0 ? ", " + pick(ATOMS) : "") + ")";
            case 10 -> loop(one, depth);
            case 11 ->
                "let x" + depth + " = " + one + "; x" + depth + pick(" + ", " * ") + expression(depth - 1, inLoop);
            case 12 ->
                "[" + one + ", " + expression(depth - 1, inLoop) + "]" + pick("", "[0]", "[-1]", "[1:]", "?.[0]");
            default -> "if " + condition(depth, inLoop) + " { " + one + " } else { " + pick(ATOMS) + " }";
        };
    }

    private String condition(int depth, boolean inLoop) {
        return expression(depth - 1, inLoop) + pick(" > ", " == ", " < ") + pick(ATOMS);
    }

    private String loop(String list, int depth) {
        String body = random.nextBoolean() ? condition(depth, true) : expression(depth - 1, true);
        return pick(LOOPS) + "(" + (random.nextBoolean() ? list : pick("[a, c]", "[1, a, 3]", "1..4")) + ", {" + body
                + "})";
    }

    private String changed(String formula) {
        var text = new StringBuilder(formula);
        for (int i = random.nextInt(4); i >= 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, noise(1));
                default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
            }
        }
        return text.toString();
    }

    private String noise(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(NOISE.charAt(random.nextInt(NOISE.length())));
        }
        return text.toString();
    }

    private String pick(String... any) {
        return any[random.nextInt(any.length)];
    }
}
