package dev.weir.controller.formula;

import dev.weir.controller.formula.Syntax.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tokens to a tree, by precedence climbing with the grammar of expr: an operator takes what binds tighter than itself.
 * {@code ??} binds tightest, a unary minus looser than {@code **}.
 */
final class Parser {

    /** As many nodes as expr allows. */
    static final int NODES = 10_000;
    /** Deeper than anyone writes, and shallow enough for the stack of any thread. */
    static final int DEPTH = 400;

    private static final Map<String, Integer> UNARY = Map.of("not", 50, "!", 50, "-", 90, "+", 90);
    private static final Map<String, Integer> BINARY = Map.ofEntries(
            Map.entry("|", 0),
            Map.entry("or", 10),
            Map.entry("||", 10),
            Map.entry("and", 15),
            Map.entry("&&", 15),
            Map.entry("==", 20),
            Map.entry("!=", 20),
            Map.entry("<", 20),
            Map.entry(">", 20),
            Map.entry(">=", 20),
            Map.entry("<=", 20),
            Map.entry("in", 20),
            Map.entry("matches", 20),
            Map.entry("contains", 20),
            Map.entry("startsWith", 20),
            Map.entry("endsWith", 20),
            Map.entry("..", 25),
            Map.entry("+", 30),
            Map.entry("-", 30),
            Map.entry("*", 60),
            Map.entry("/", 60),
            Map.entry("%", 60),
            Map.entry("**", 100),
            Map.entry("^", 100),
            Map.entry("??", 500));
    private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");
    private static final Set<String> NEGATED = Set.of("contains", "matches", "startsWith", "endsWith", "in");

    private final TokenStream tokens;
    private final Names names;
    private final Operands operands;
    private int nesting;
    private int predicates;
    private int nodes;

    private Parser(String text, Names names) {
        tokens = new TokenStream(Lexer.tokens(text));
        this.names = names;
        operands = new Operands(this, tokens);
    }

    static Syntax parse(String text, Names names) {
        var parser = new Parser(text, names);
        Syntax tree = parser.sequence();
        if (!parser.tokens.current().is(Token.Kind.END)) {
            throw parser.tokens.unexpected("an operator or the end");
        }
        return tree;
    }

    /** Expressions parted by semicolons; the last is the value. */
    Syntax sequence() {
        List<Syntax> parts = new ArrayList<>(List.of(expression(0)));
        while (tokens.skips(Token.Kind.OPERATOR, ";")) {
            if (tokens.current().is(Token.Kind.END)) {
                break;
            }
            parts.add(expression(0));
        }
        return parts.size() == 1
                ? parts.get(0)
                : node(Kind.SEQUENCE, parts.get(0).at(), "", parts);
    }

    Syntax expression(int precedence) {
        if (++nesting > DEPTH) {
            throw new Fault(tokens.current().at(), "nested more than " + DEPTH + " deep");
        }
        Syntax tree = nested(precedence);
        nesting--;
        return tree;
    }

    private Syntax nested(int precedence) {
        if (precedence == 0 && tokens.skips(Token.Kind.OPERATOR, "let")) {
            return declaration();
        }
        if (precedence == 0 && tokens.skips(Token.Kind.OPERATOR, "if")) {
            return condition();
        }
        Syntax left = operators(primary(), precedence);
        return precedence == 0 ? ternary(left) : left;
    }

    private Syntax operators(Syntax first, int precedence) {
        Syntax left = first;
        String previous = "";
        while (tokens.current().is(Token.Kind.OPERATOR)) {
            boolean negated = tokens.current().text().equals("not");
            Token operator = negated ? tokens.following() : tokens.current();
            if (negated && !NEGATED.contains(operator.text())) {
                throw new Fault(
                        operator.at(),
                        "unexpected " + operator.shown() + " after \"not\", expected one of in, "
                                + "contains, startsWith, endsWith");
            }
            Integer binding = BINARY.get(operator.text());
            if (binding == null || binding < precedence) {
                break;
            }
            tokens.skip(negated ? 2 : 1);
            if (previous.equals("??")
                    && !operator.text().equals("??")
                    && !operator.text().equals("|")) {
                throw new Fault(
                        operator.at(), "an operator after ?? needs parentheses: (a ?? b) " + operator.text() + " c");
            }
            left = operation(left, operator, binding);
            if (negated) {
                left = node(Kind.UNARY, operator.at(), "not", List.of(left));
            }
            previous = operator.text();
        }
        return left;
    }

    private Syntax operation(Syntax left, Token operator, int binding) {
        String text = operator.text();
        if (text.equals("|")) {
            Token name = tokens.expect(Token.Kind.NAME, "the name of a function");
            return operands.call(name, List.of(left), true);
        }
        if (ORDER.contains(text)) {
            return comparison(left, operator, binding);
        }
        boolean toTheRight = text.equals("**") || text.equals("^");
        Syntax right = expression(toTheRight ? binding : binding + 1);
        return node(Kind.BINARY, operator.at(), text, List.of(left, right));
    }

    /** A chain: each operand is compared with the next one. */
    private Syntax comparison(Syntax first, Token operator, int binding) {
        List<Syntax> compared = new ArrayList<>(List.of(first, expression(binding + 1)));
        var texts = new StringBuilder(operator.text());
        while (tokens.current().is(Token.Kind.OPERATOR)
                && ORDER.contains(tokens.current().text())) {
            texts.append(' ').append(tokens.current().text());
            tokens.skip(1);
            compared.add(expression(binding + 1));
        }
        return node(Kind.COMPARISON, operator.at(), texts.toString(), compared);
    }

    private Syntax declaration() {
        Token name = tokens.expect(Token.Kind.NAME, "the name of a variable");
        tokens.expect(Token.Kind.OPERATOR, "\"=\"", "=");
        Syntax value = expression(0);
        tokens.expect(Token.Kind.OPERATOR, "\";\"", ";");
        return node(Kind.LET, name.at(), name.text(), List.of(value, nestedSequence()));
    }

    private Syntax nestedSequence() {
        nesting++;
        Syntax tree = sequence();
        nesting--;
        return tree;
    }

    private Syntax condition() {
        Syntax condition = expression(0);
        int at = condition.at();
        Syntax yes = block();
        tokens.expect(Token.Kind.OPERATOR, "\"else\"", "else");
        Syntax no;
        if (tokens.current().is(Token.Kind.OPERATOR, "if")) {
            no = expression(0);
        } else {
            no = block();
        }
        return node(Kind.CONDITIONAL, at, "", List.of(condition, yes, no));
    }

    private Syntax block() {
        tokens.expect(Token.Kind.BRACKET, "\"{\"", "{");
        Syntax inside = sequence();
        tokens.expect(Token.Kind.BRACKET, "\"}\"", "}");
        return inside;
    }

    private Syntax ternary(Syntax condition) {
        Syntax tree = condition;
        while (tokens.current().is(Token.Kind.OPERATOR, "?")) {
            int at = tokens.current().at();
            tokens.skip(1);
            Syntax yes = tree;
            if (!tokens.skips(Token.Kind.OPERATOR, ":")) {
                yes = expression(0);
                tokens.expect(Token.Kind.OPERATOR, "\":\"", ":");
            }
            tree = node(Kind.CONDITIONAL, at, "", List.of(tree, yes, expression(0)));
        }
        return tree;
    }

    private Syntax primary() {
        Token token = tokens.current();
        Integer binding = token.is(Token.Kind.OPERATOR) ? UNARY.get(token.text()) : null;
        if (binding != null) {
            tokens.skip(1);
            Syntax operand = expression(binding);
            return operands.postfix(node(Kind.UNARY, token.at(), token.text(), List.of(operand)));
        }
        if (tokens.skips(Token.Kind.BRACKET, "(")) {
            Syntax inside = sequence();
            tokens.expect(Token.Kind.BRACKET, "\")\"", ")");
            return operands.postfix(inside);
        }
        if (tokens.skips(Token.Kind.OPERATOR, "::")) {
            Token name = tokens.expect(Token.Kind.NAME, "the name of a function");
            return operands.postfix(operands.call(name, List.of(), false));
        }
        return operands.primary();
    }

    /** What a loop function asks of each element; inside, {@code #} is the element. */
    Syntax predicate() {
        int at = tokens.current().at();
        predicates++;
        boolean braces = tokens.skips(Token.Kind.BRACKET, "{");
        Syntax body = braces ? sequence() : expression(0);
        if (!braces && tokens.current().is(Token.Kind.OPERATOR, ";")) {
            throw new Fault(tokens.current().at(), "a predicate with \";\" needs braces: { … }");
        }
        predicates--;
        if (braces) {
            tokens.expect(Token.Kind.BRACKET, "\"}\"", "}");
        }
        return node(Kind.PREDICATE, at, "", List.of(body));
    }

    boolean inPredicate() {
        return predicates > 0;
    }

    boolean isTrigger(String name) {
        return names.has(name);
    }

    Syntax node(Kind kind, int at, String text, List<Syntax> parts) {
        return counted(Syntax.of(kind, at, text, List.copyOf(parts)));
    }

    Syntax counted(Syntax tree) {
        if (++nodes > NODES) {
            throw new Fault(tree.at(), "the formula has more than " + NODES + " nodes");
        }
        if (tree.depth() > DEPTH) {
            throw new Fault(tree.at(), "nested more than " + DEPTH + " deep");
        }
        return tree;
    }
}
