package dev.weir.controller.formula;

import dev.weir.controller.formula.Node.Shape;
import dev.weir.controller.formula.Type.Kind;
import java.util.List;

/** Rounding, casts, bits; {@code max min mean median}. */
final class NumberFunctions {

    private NumberFunctions() {}

    static Typed compile(Syntax tree, List<Typed> arguments) {
        return switch (tree.text()) {
            case "abs" -> abs(tree, arguments);
            case "ceil", "floor", "round" -> rounded(tree, arguments);
            case "int" -> toInt(tree, arguments);
            case "float" -> toFloat(tree, arguments);
            case "max", "min", "mean", "median" -> Aggregates.compile(tree, arguments);
            default -> bits(tree, arguments);
        };
    }

    private static Node number(Syntax tree, List<Typed> arguments) {
        Functions.count(tree, arguments, 1, 1);
        Type type = arguments.get(0).type();
        if (!type.isCountable() && !type.isUnknown()) {
            throw Functions.wrong(tree, arguments.get(0), "a number");
        }
        return arguments.get(0).node();
    }

    private static Typed abs(Syntax tree, List<Typed> arguments) {
        Node node = number(tree, arguments);
        int at = tree.at();
        Type type = arguments.get(0).type().bare();
        return switch (node.shape) {
            case FLOAT -> new Typed(type, Node.ofFloat(at, frame -> abs(node.number(frame))));
            case INT -> new Typed(type, Node.ofInt(at, frame -> Math.abs(node.whole(frame))));
            default ->
                new Typed(type, Node.of(at, frame -> {
                    Object value = node.value(frame);
                    if (value instanceof Long whole) {
                        return Math.abs(whole);
                    }
                    return abs(plain(tree, value));
                }));
        };
    }

    /** Leaves the sign of minus zero alone, as expr does. */
    private static double abs(double number) {
        return number < 0 ? -number : number;
    }

    private static double plain(Syntax tree, @org.jspecify.annotations.Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new Fault(tree.at(), tree.text() + " expects a number, given " + Kinds.of(value));
    }

    private static Typed rounded(Syntax tree, List<Typed> arguments) {
        Node node = number(tree, arguments);
        int at = tree.at();
        if (!node.isNumeric()) {
            return new Typed(Type.FLOAT, Node.ofFloat(at, frame -> round(tree.text(), plain(tree, node.value(frame)))));
        }
        return new Typed(
                Type.FLOAT,
                switch (tree.text()) {
                    case "ceil" -> Node.ofFloat(at, frame -> Math.ceil(node.number(frame)));
                    case "floor" -> Node.ofFloat(at, frame -> Math.floor(node.number(frame)));
                    default -> Node.ofFloat(at, frame -> halfAway(node.number(frame)));
                });
    }

    private static double round(String name, double number) {
        return name.equals("ceil") ? Math.ceil(number) : name.equals("floor") ? Math.floor(number) : halfAway(number);
    }

    /** Halves go away from zero. */
    private static double halfAway(double number) {
        double size = Math.abs(number);
        double whole = Math.floor(size);
        return Math.copySign(size - whole >= 0.5 ? whole + 1 : whole, number);
    }

    private static Typed toInt(Syntax tree, List<Typed> arguments) {
        Node node = castable(tree, arguments);
        int at = tree.at();
        return new Typed(
                Type.INT,
                switch (node.shape) {
                    case INT -> Node.ofInt(at, node::whole);
                    case FLOAT -> Node.ofInt(at, frame -> Numbers.truncate(node.number(frame)));
                    default -> Node.ofInt(at, frame -> Numbers.toInt(node.value(frame), at));
                });
    }

    static Typed toFloat(Syntax tree, List<Typed> arguments) {
        Node node = castable(tree, arguments);
        int at = tree.at();
        return new Typed(
                Type.FLOAT,
                node.isNumeric()
                        ? Node.ofFloat(at, node::number)
                        : Node.ofFloat(at, frame -> Numbers.toFloat(node.value(frame), at)));
    }

    private static Node castable(Syntax tree, List<Typed> arguments) {
        Functions.count(tree, arguments, 1, 1);
        Type type = arguments.get(0).type();
        if (!type.isCountable() && !type.isUnknown() && !type.is(Kind.STRING)) {
            throw Functions.wrong(tree, arguments.get(0), "a number or a text");
        }
        return arguments.get(0).node();
    }

    private static Typed bits(Syntax tree, List<Typed> arguments) {
        boolean not = tree.text().equals("bitnot");
        Functions.count(tree, arguments, not ? 1 : 2, not ? 1 : 2);
        for (Typed argument : arguments) {
            if (!argument.type().is(Kind.INT) && !argument.type().isUnknown()) {
                throw Functions.wrong(tree, argument, "ints");
            }
        }
        Node a = arguments.get(0).node();
        Node b = arguments.get(not ? 0 : 1).node();
        return new Typed(
                Type.INT, Node.ofInt(tree.at(), frame -> bits(tree, whole(tree, a, frame), whole(tree, b, frame))));
    }

    private static long whole(Syntax tree, Node node, Frame frame) {
        if (node.shape == Shape.INT) {
            return node.whole(frame);
        }
        if (node.value(frame) instanceof Long number) {
            return number;
        }
        throw new Fault(node.at, tree.text() + " expects an int, given " + Kinds.of(node.value(frame)));
    }

    private static long bits(Syntax tree, long a, long b) {
        if (tree.text().contains("sh") && b < 0) {
            throw new Fault(tree.at(), tree.text() + " by a negative number of bits");
        }
        return switch (tree.text()) {
            case "bitand" -> a & b;
            case "bitor" -> a | b;
            case "bitxor" -> a ^ b;
            case "bitnand" -> a & ~b;
            case "bitshl" -> b > 63 ? 0 : a << b;
            case "bitshr" -> a >> Math.min(b, 63);
            case "bitushr" -> b > 63 ? 0 : a >>> b;
            default -> ~a;
        };
    }
}
