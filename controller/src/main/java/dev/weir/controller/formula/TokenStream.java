package dev.weir.controller.formula;

import java.util.List;

/** Where the parser is in the tokens, and what it may find there. */
final class TokenStream {

    private final List<Token> tokens;
    private int at;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(at);
    }

    Token following() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    void skip(int count) {
        at = Math.min(at + count, tokens.size() - 1);
    }

    /** Skips the current token if it is this one. */
    boolean skips(Token.Kind kind, String text) {
        boolean there = current().is(kind, text);
        if (there) {
            skip(1);
        }
        return there;
    }

    Token expect(Token.Kind kind, String expected, String... texts) {
        Token token = current();
        if (!token.is(kind, texts)) {
            throw unexpected(expected);
        }
        skip(1);
        return token;
    }

    Fault unexpected(String expected) {
        return new Fault(current().at(), "unexpected " + current().shown() + ", expected " + expected);
    }
}
