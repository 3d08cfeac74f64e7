package dev.weir.controller.formula;

import dev.weir.controller.formula.Syntax.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of the parser for what operators stand between: literals, names, calls, lists, members. */
final class Operands {

    /** Loop functions, and how their arguments go on after the list: p a predicate, e an expression, ? optional. */
    private static final Map<String, String> LOOPS = Map.ofEntries(
            Map.entry("all", "p"),
            Map.entry("none", "p"),
            Map.entry("any", "p"),
            Map.entry("one", "p"),
            Map.entry("filter", "p"),
            Map.entry("map", "p"),
            Map.entry("count", "?p"),
            Map.entry("sum", "?p"),
            Map.entry("find", "p"),
            Map.entry("findIndex", "p"),
            Map.entry("findLast", "p"),
            Map.entry("findLastIndex", "p"),
            Map.entry("groupBy", "p"),
            Map.entry("sortBy", "p?e"),
            Map.entry("reduce", "p?e"));

    private static final Set<String> VALUES = Set.of("true", "false", "nil");

    private final Parser parser;
    private final TokenStream tokens;

    Operands(Parser parser, TokenStream tokens) {
        this.parser = parser;
        this.tokens = tokens;
    }

    Syntax primary() {
        Token token = tokens.current();
        if (parser.inPredicate() && token.is(Token.Kind.OPERATOR, "#", ".")) {
            return pointer(token);
        }
        return switch (token.kind()) {
            case NAME -> name(token);
            case NUMBER -> number(token);
            case STRING -> text(token);
            default -> bracketed(token);
        };
    }

    private Syntax pointer(Token token) {
        String name = "";
        if (tokens.skips(Token.Kind.OPERATOR, "#") && tokens.current().is(Token.Kind.NAME)) {
            name = tokens.current().text();
            tokens.skip(1);
        }
        return postfix(parser.node(Kind.POINTER, token.at(), name, List.of()));
    }

    private Syntax name(Token token) {
        tokens.skip(1);
        if (VALUES.contains(token.text())) {
            Object value = token.text().equals("nil") ? null : Boolean.valueOf(token.text());
            return parser.counted(Syntax.literal(token.at(), value));
        }
        return postfix(
                tokens.current().is(Token.Kind.BRACKET, "(")
                        ? call(token, List.of(), true)
                        : parser.node(Kind.NAME, token.at(), token.text(), List.of()));
    }

    private Syntax number(Token token) {
        tokens.skip(1);
        return parser.counted(Syntax.literal(token.at(), Numbers.literal(token)));
    }

    private Syntax text(Token token) {
        tokens.skip(1);
        return postfix(parser.counted(Syntax.literal(token.at(), token.text())));
    }

    private Syntax bracketed(Token token) {
        if (token.is(Token.Kind.BRACKET, "{")) {
            throw new Fault(token.at(), "maps are not supported in formulas");
        }
        if (!tokens.skips(Token.Kind.BRACKET, "[")) {
            throw tokens.unexpected("a number, a trigger, a function, or \"(\"");
        }
        List<Syntax> elements = listed("]", new ArrayList<>());
        return postfix(parser.node(Kind.LIST, token.at(), "", elements));
    }

    /** Expressions parted by commas up to the bracket, with a comma before it or not. */
    private List<Syntax> listed(String close, List<Syntax> into) {
        int before = into.size();
        while (!tokens.current().is(Token.Kind.BRACKET, close)) {
            if (into.size() > before) {
                tokens.expect(Token.Kind.OPERATOR, "\",\" or \"" + close + "\"", ",");
                if (tokens.current().is(Token.Kind.BRACKET, close)) {
                    break;
                }
            }
            into.add(parser.expression(0));
        }
        tokens.skip(1);
        return into;
    }

    /**
     * @param first what a pipe puts before the arguments in parentheses
     * @param hidden a trigger of that name hides a built-in function
     */
    Syntax call(Token name, List<Syntax> first, boolean hidden) {
        tokens.expect(Token.Kind.BRACKET, "\"(\"", "(");
        List<Syntax> arguments = new ArrayList<>(first);
        boolean builtin = !(hidden && parser.isTrigger(name.text()));
        String loop = builtin ? LOOPS.get(name.text()) : null;
        if (loop != null) {
            loopArguments(loop, arguments);
        } else {
            listed(")", arguments);
        }
        builtin &= loop != null || Functions.ALL.contains(name.text());
        return parser.node(builtin ? Kind.BUILTIN : Kind.CALL, name.at(), name.text(), arguments);
    }

    private void loopArguments(String loop, List<Syntax> arguments) {
        boolean comma = arguments.isEmpty();
        if (comma) {
            notYetClosed("a list");
            arguments.add(parser.expression(0));
        }
        boolean optional = false;
        for (char next : loop.toCharArray()) {
            if (next == '?') {
                optional = true;
                continue;
            }
            if (optional && tokens.current().is(Token.Kind.BRACKET, ")")) {
                break;
            }
            notYetClosed("\",\" and a predicate");
            if (comma) {
                tokens.expect(Token.Kind.OPERATOR, "\",\"", ",");
            }
            comma = true;
            arguments.add(next == 'p' ? parser.predicate() : parser.expression(0));
        }
        tokens.skips(Token.Kind.OPERATOR, ",");
        tokens.expect(Token.Kind.BRACKET, "\")\"", ")");
    }

    private void notYetClosed(String expected) {
        if (tokens.current().is(Token.Kind.BRACKET, ")")) {
            throw tokens.unexpected(expected);
        }
    }

    /** Members and indices that follow. */
    Syntax postfix(Syntax first) {
        Syntax tree = first;
        while (true) {
            Token token = tokens.current();
            boolean optional = token.is(Token.Kind.OPERATOR, "?.");
            if (token.is(Token.Kind.BRACKET, "[")) {
                tree = index(tree, token, false);
            } else if (optional && tokens.following().is(Token.Kind.BRACKET, "[")) {
                tokens.skip(1);
                tree = index(tree, token, true);
            } else if (optional || token.is(Token.Kind.OPERATOR, ".")) {
                tree = member(tree, optional);
            } else {
                return tree;
            }
        }
    }

    private Syntax member(Syntax base, boolean optional) {
        tokens.skip(1);
        Token name = tokens.current();
        if (!name.is(Token.Kind.NAME) && !(name.is(Token.Kind.OPERATOR) && Character.isLetter(first(name)))) {
            throw tokens.unexpected("a name");
        }
        tokens.skip(1);
        boolean chained = base.kind() == Kind.OPTIONAL;
        Syntax from = chained ? base.part(0) : base;
        Syntax property = parser.counted(Syntax.literal(name.at(), name.text()));
        Syntax tree = parser.node(Kind.MEMBER, name.at(), optional ? "?." : ".", List.of(from, property));
        if (tokens.skips(Token.Kind.BRACKET, "(")) {
            tree = parser.node(
                    Kind.METHOD, name.at(), tree.text(), listed(")", new ArrayList<>(List.of(from, property))));
        }
        return chained || optional ? parser.node(Kind.OPTIONAL, name.at(), "", List.of(tree)) : tree;
    }

    private static int first(Token name) {
        return name.text().codePointAt(0);
    }

    private Syntax index(Syntax base, Token at, boolean optional) {
        tokens.skip(1);
        List<Syntax> parts = new ArrayList<>(List.of(base));
        String bounds = "";
        if (!tokens.current().is(Token.Kind.OPERATOR, ":")) {
            parts.add(parser.expression(0));
            bounds = "from";
        }
        boolean slice = tokens.skips(Token.Kind.OPERATOR, ":");
        if (slice && !tokens.current().is(Token.Kind.BRACKET, "]")) {
            parts.add(parser.expression(0));
            bounds += "to";
        }
        tokens.expect(Token.Kind.BRACKET, "\"]\"", "]");
        if (slice) {
            return parser.node(Kind.SLICE, at.at(), bounds, parts);
        }
        Syntax tree = parser.node(Kind.MEMBER, at.at(), optional ? "?." : "[", parts);
        return optional ? parser.node(Kind.OPTIONAL, at.at(), "", List.of(tree)) : tree;
    }
}
