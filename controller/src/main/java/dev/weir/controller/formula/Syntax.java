package dev.weir.controller.formula;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree that the parser makes.
 *
 * @param at index in the text that problems with it are shown at
 * @param text name or operator, depending on the kind
 * @param literal value of a literal, or null
 * @param depth of the tree from here
 * @param weight how many nodes the tree has from here
 */
record Syntax(Kind kind, int at, String text, @Nullable Object literal, List<Syntax> parts, int depth, int weight) {

    enum Kind {
        LITERAL,
        NAME,
        UNARY,
        BINARY,
        /** {@code a < b <= c}: operands, and the operators joined by blanks as text. */
        COMPARISON,
        /** {@code base.name} or {@code base[index]}; text is "?." if optional. */
        MEMBER,
        /** Where an optional member that met nil goes on, with nil. */
        OPTIONAL,
        /** {@code base[from:to]}; text says which bounds are there. */
        SLICE,
        /** {@code base.name(arguments)}. */
        METHOD,
        /** A call of something that is no built-in function. */
        CALL,
        BUILTIN,
        PREDICATE,
        /** {@code #}, {@code #index}, {@code #acc}. */
        POINTER,
        LET,
        SEQUENCE,
        CONDITIONAL,
        LIST
    }

    static Syntax of(Kind kind, int at, String text, List<Syntax> parts) {
        int depth = 1 + parts.stream().mapToInt(Syntax::depth).max().orElse(0);
        int weight = 1 + parts.stream().mapToInt(Syntax::weight).sum();
        return new Syntax(kind, at, text, null, parts, depth, weight);
    }

    static Syntax literal(int at, @Nullable Object value) {
        return new Syntax(Kind.LITERAL, at, "", value, List.of(), 1, 1);
    }

    Syntax part(int index) {
        return parts.get(index);
    }

    boolean isText() {
        return kind == Kind.LITERAL && literal instanceof String;
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
