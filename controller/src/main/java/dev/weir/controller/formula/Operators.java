package dev.weir.controller.formula;

import dev.weir.controller.formula.Node.Shape;
import dev.weir.controller.formula.Type.Kind;
import java.util.List;

/** Unary and binary operators: which types they take, and the fastest node for them. */
final class Operators {

    private Operators() {}

    static Typed unary(Syntax tree, Typed operand) {
        Type type = operand.type();
        Node node = operand.node();
        int at = tree.at();
        if (tree.text().equals("!") || tree.text().equals("not")) {
            if (!type.is(Kind.BOOL) && !type.isUnknown()) {
                throw new Fault(at, tree.text() + " expects true or false, given " + type);
            }
            if (operand.isConstant(Boolean.class)) {
                return new Typed(Type.BOOL, new Constant(at, !node.truth(nothing())));
            }
            return new Typed(Type.BOOL, Node.ofBool(at, frame -> !node.truth(frame)));
        }
        if (!type.isNumber() && !type.isUnknown()) {
            throw new Fault(at, tree.text() + " expects a number, given " + type);
        }
        Type result = type.isUnknown() ? Type.UNKNOWN : type;
        return new Typed(result, tree.text().equals("+") ? node : negative(at, node));
    }

    private static Node negative(int at, Node node) {
        if (node instanceof Constant constant && node.isNumeric()) {
            return new Constant(at, Arithmetic.negative(constant.value, at));
        }
        return switch (node.shape) {
            case FLOAT -> Node.ofFloat(at, frame -> -node.number(frame));
            case INT -> Node.ofInt(at, frame -> -node.whole(frame));
            default -> Node.of(at, frame -> Arithmetic.negative(node.value(frame), at));
        };
    }

    static Typed binary(Compiler compiler, Syntax tree) {
        if (tree.text().equals("in") && tree.part(1).isName("$env")) {
            return Members.inEnvironment(compiler, tree);
        }
        Typed left = compiler.compile(tree.part(0));
        Typed right = compiler.compile(tree.part(1));
        return switch (tree.text()) {
            case "==" -> equality(tree, left, right, false);
            case "!=" -> equality(tree, left, right, true);
            case "and", "&&" -> logic(tree, left, right, true);
            case "or", "||" -> logic(tree, left, right, false);
            case "??" -> coalesce(tree, left, right);
            case ".." -> range(tree, left, right);
            case "in" -> membership(tree, left, right);
            case "contains", "startsWith", "endsWith" -> texts(tree, left, right);
            case "matches" -> throw new Fault(tree.at(), "regular expressions (matches) are not supported in formulas");
            default -> Sums.arithmetic(tree, left, right);
        };
    }

    static Fault mismatch(Syntax tree, Typed left, Typed right, String expected) {
        return new Fault(
                tree.at(), tree.text() + " expects " + expected + ", given " + left.type() + " and " + right.type());
    }

    private static Typed equality(Syntax tree, Typed left, Typed right, boolean not) {
        if (!left.type().comparableTo(right.type())) {
            throw mismatch(tree, left, right, "two values of one type");
        }
        Node a = left.node();
        Node b = right.node();
        int at = tree.at();
        if (left.type().is(Kind.INT) && right.type().is(Kind.INT)) {
            return new Typed(Type.BOOL, Node.ofBool(at, frame -> a.whole(frame) == b.whole(frame) != not));
        }
        if (left.type().is(Kind.STRING) && right.type().is(Kind.STRING)) {
            return new Typed(
                    Type.BOOL, Node.ofBool(at, frame -> Texts.text(a, frame).equals(Texts.text(b, frame)) != not));
        }
        boolean certain = a.isNumeric() && b.isNumeric() && !(a.shape == Shape.INT && b.shape == Shape.INT);
        if (certain && isNeverNil(a) && isNeverNil(b)) {
            return new Typed(Type.BOOL, Node.ofBool(at, frame -> a.number(frame) == b.number(frame) != not));
        }
        return new Typed(
                Type.BOOL,
                Node.ofBool(at, frame -> Comparison.equal(a.value(frame), b.value(frame), frame, at) != not));
    }

    private static boolean isNeverNil(Node node) {
        return node instanceof Constant constant && constant.value != null;
    }

    private static Typed logic(Syntax tree, Typed left, Typed right, boolean and) {
        boolean known = left.type().is(Kind.BOOL) && right.type().is(Kind.BOOL);
        if (!known && !left.type().maybe(right.type(), Kind.BOOL)) {
            throw mismatch(tree, left, right, "true or false on both sides");
        }
        // A constant side decides or drops out at once, as in expr: the other side may then fail unseen.
        if (left.isConstant(Boolean.class)) {
            return decided(left.node(), and) ? bool(right) : left;
        }
        if (right.isConstant(Boolean.class)) {
            return decided(right.node(), and) ? bool(left) : right;
        }
        Node a = left.node();
        Node b = right.node();
        return new Typed(
                Type.BOOL,
                and
                        ? Node.ofBool(tree.at(), frame -> a.truth(frame) && b.truth(frame))
                        : Node.ofBool(tree.at(), frame -> a.truth(frame) || b.truth(frame)));
    }

    private static Typed coalesce(Syntax tree, Typed left, Typed right) {
        Type l = left.type();
        Type r = right.type();
        Type type = l.is(Kind.NIL) ? r : r.is(Kind.NIL) || r.assignableTo(l) ? l : Type.UNKNOWN;
        return new Typed(type, new Coalesce(tree.at(), left.node(), right.node()));
    }

    private static Typed range(Syntax tree, Typed left, Typed right) {
        boolean known = left.type().is(Kind.INT) && right.type().is(Kind.INT);
        if (!known && !left.type().maybe(right.type(), Kind.INT)) {
            throw mismatch(tree, left, right, "two ints (cast with int)");
        }
        Node a = left.node();
        Node b = right.node();
        int at = tree.at();
        return new Typed(
                Type.listOf(Type.INT),
                Node.of(
                        at,
                        frame -> Lists.range(
                                Numbers.index(a.value(frame), at), Numbers.index(b.value(frame), at), frame, at)));
    }

    private static Typed membership(Syntax tree, Typed left, Typed right) {
        Type list = right.type();
        if (list.isList() && !left.type().comparableTo(list.elementType())) {
            throw mismatch(tree, left, right, "elements of the same type (these are " + list.elementType() + ")");
        }
        if (!list.isList() && !list.isUnknown() && !(left.type().isUnknown() && list.is(Kind.STRING))) {
            throw mismatch(tree, left, right, "a list on the right");
        }
        Node a = left.node();
        Node b = right.node();
        int at = tree.at();
        boolean onlyTexts = right.isConstant(List.class)
                && ((Constant) b).value instanceof List<?> values
                && values.stream().allMatch(String.class::isInstance);
        return new Typed(Type.BOOL, Node.ofBool(at, frame -> {
            Object sought = a.value(frame);
            if (onlyTexts && sought != null && !(sought instanceof String)) {
                throw new Fault(at, Kinds.of(sought) + " is sought in a list of texts");
            }
            return Comparison.contains(b.value(frame), sought, frame, at);
        }));
    }

    private static Typed texts(Syntax tree, Typed left, Typed right) {
        boolean known = left.type().is(Kind.STRING) && right.type().is(Kind.STRING);
        if (!known && !left.type().maybe(right.type(), Kind.STRING)) {
            throw mismatch(tree, left, right, "two texts");
        }
        Node a = left.node();
        Node b = right.node();
        String operator = tree.text();
        return new Typed(
                Type.BOOL,
                Node.ofBool(tree.at(), frame -> Texts.test(operator, a.value(frame), b.value(frame), tree.at())));
    }

    static Typed comparison(Syntax tree, List<Typed> operands) {
        String[] operators = tree.text().split(" ");
        for (int i = 0; i < operators.length; i++) {
            Type a = operands.get(i).type();
            Type b = operands.get(i + 1).type();
            boolean same =
                    a.isNumber() && b.isNumber() || a.kind() == b.kind() && a.is(Kind.STRING, Kind.TIME, Kind.DURATION);
            if (!same && !a.maybe(b, Kind.INT, Kind.FLOAT, Kind.STRING, Kind.TIME, Kind.DURATION)) {
                throw mismatch(tree, operands.get(i), operands.get(i + 1), "two numbers");
            }
        }
        return new Typed(
                Type.BOOL,
                Chain.of(
                        tree.at(), operators, operands.stream().map(Typed::node).toList()));
    }

    private static boolean decided(Node constant, boolean and) {
        return constant.truth(nothing()) == and;
    }

    private static Typed bool(Typed side) {
        return new Typed(Type.BOOL, side.node());
    }

    /** For constants, which read nothing. */
    static Frame nothing() {
        return new Frame(NoValues.NONE, 0);
    }
}
