package dev.weir.controller.formula;

/** @param at index of the first character in the text */
record Token(Kind kind, String text, int at) {

    enum Kind {
        NAME,
        NUMBER,
        STRING,
        OPERATOR,
        BRACKET,
        END
    }

    boolean is(Kind wanted, String... texts) {
        if (kind != wanted) {
            return false;
        }
        for (String each : texts) {
            if (each.equals(text)) {
                return true;
            }
        }
        return texts.length == 0;
    }

    String shown() {
        return kind == Kind.END ? "the end of the formula" : kind == Kind.STRING ? "a text" : "\"" + text + "\"";
    }
}
