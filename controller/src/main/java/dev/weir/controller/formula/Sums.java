package dev.weir.controller.formula;

import dev.weir.controller.formula.Node.Shape;
import dev.weir.controller.formula.Type.Kind;
import org.jspecify.annotations.Nullable;

/** The operators {@code + - * / % ** ^}. */
final class Sums {

    private Sums() {}

    static Typed arithmetic(Syntax tree, Typed left, Typed right) {
        Type type = type(tree.text(), left.type(), right.type());
        if (type == null) {
            String expected = tree.text().equals("%") ? "two ints (cast with int)" : "two numbers";
            throw Operators.mismatch(tree, left, right, expected);
        }
        return new Typed(type, node(tree, left.node(), right.node()));
    }

    static Node plus(int at, Node left, Node right) {
        return node(at, "+", left, right);
    }

    private static @Nullable Type type(String operator, Type a, Type b) {
        boolean numbers = a.isNumber() && b.isNumber();
        return switch (operator) {
            case "+" -> numbers ? promoted(a, b) : sum(a, b);
            case "-" -> numbers ? promoted(a, b) : difference(a, b);
            case "*" -> numbers ? promoted(a, b) : product(a, b);
            case "%" -> a.is(Kind.INT) && b.is(Kind.INT) || a.maybe(b, Kind.INT) ? Type.INT : null;
            default -> numbers || a.maybe(b, Kind.INT, Kind.FLOAT) ? Type.FLOAT : null;
        };
    }

    private static Type promoted(Type a, Type b) {
        return a.is(Kind.FLOAT) || b.is(Kind.FLOAT) ? Type.FLOAT : Type.INT;
    }

    private static @Nullable Type sum(Type a, Type b) {
        if (a.is(Kind.STRING) && b.is(Kind.STRING)) {
            return Type.STRING;
        }
        if (a.is(Kind.TIME) && b.is(Kind.DURATION) || a.is(Kind.DURATION) && b.is(Kind.TIME)) {
            return Type.TIME;
        }
        if (a.is(Kind.DURATION) && b.is(Kind.DURATION)) {
            return Type.DURATION;
        }
        return a.maybe(b, Kind.INT, Kind.FLOAT, Kind.STRING, Kind.TIME, Kind.DURATION) ? Type.UNKNOWN : null;
    }

    private static @Nullable Type difference(Type a, Type b) {
        if (a.is(Kind.TIME) && b.is(Kind.DURATION)) {
            return Type.TIME;
        }
        if (a.kind() == b.kind() && a.is(Kind.TIME, Kind.DURATION)) {
            return Type.DURATION;
        }
        return a.maybe(b, Kind.INT, Kind.FLOAT, Kind.TIME, Kind.DURATION) ? Type.UNKNOWN : null;
    }

    private static @Nullable Type product(Type a, Type b) {
        boolean duration =
                a.is(Kind.DURATION) && (b.isNumber() || b.is(Kind.DURATION)) || a.isNumber() && b.is(Kind.DURATION);
        return duration ? Type.DURATION : a.maybe(b, Kind.INT, Kind.FLOAT, Kind.DURATION) ? Type.UNKNOWN : null;
    }

    private static Node node(Syntax tree, Node left, Node right) {
        return node(tree.at(), tree.text(), left, right);
    }

    private static Node node(int at, String operator, Node left, Node right) {
        if (left instanceof Constant a && right instanceof Constant b && a.isScalar() && b.isScalar()) {
            return new Constant(at, Arithmetic.apply(operator, a.value, b.value, Operators.nothing(), at));
        }
        boolean ints = left.shape == Shape.INT && right.shape == Shape.INT;
        if (ints && "+-*%".contains(operator)) {
            return ints(at, operator, left, right);
        }
        if (left.isNumeric() && right.isNumeric() && !operator.equals("%")) {
            return floats(at, operator, left, right);
        }
        Shape shape = operator.equals("/") || operator.equals("**") || operator.equals("^") ? Shape.FLOAT : Shape.OTHER;
        return Node.of(
                at, shape, frame -> Arithmetic.apply(operator, left.value(frame), right.value(frame), frame, at));
    }

    private static Node ints(int at, String operator, Node a, Node b) {
        return switch (operator) {
            case "+" -> Node.ofInt(at, frame -> a.whole(frame) + b.whole(frame));
            case "-" -> Node.ofInt(at, frame -> a.whole(frame) - b.whole(frame));
            case "*" -> Node.ofInt(at, frame -> a.whole(frame) * b.whole(frame));
            default -> Node.ofInt(at, frame -> Arithmetic.remainder(a.whole(frame), b.whole(frame), at));
        };
    }

    private static Node floats(int at, String operator, Node a, Node b) {
        return switch (operator) {
            case "+" -> Node.ofFloat(at, frame -> a.number(frame) + b.number(frame));
            case "-" -> Node.ofFloat(at, frame -> a.number(frame) - b.number(frame));
            case "*" -> Node.ofFloat(at, frame -> a.number(frame) * b.number(frame));
            case "/" -> Node.ofFloat(at, frame -> a.number(frame) / b.number(frame));
            default -> Node.ofFloat(at, frame -> Arithmetic.power(a.number(frame), b.number(frame)));
        };
    }
}
