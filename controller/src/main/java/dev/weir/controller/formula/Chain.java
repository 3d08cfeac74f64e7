package dev.weir.controller.formula;

import java.util.List;

/** Comparisons of neighbours, {@code a < b <= c}: each operand is evaluated once, up to the first that fails. */
final class Chain {

    private Chain() {}

    static Node of(int at, String[] operators, List<Node> operands) {
        Node first = operands.get(0);
        Node second = operands.get(1);
        if (operators.length > 1) {
            return Node.ofBool(at, frame -> holds(at, operators, operands, frame));
        }
        String operator = operators[0];
        if (first.isNumeric() && second.isNumeric() && (isFloat(first) || isFloat(second))) {
            return floats(at, operator, first, second);
        }
        return Node.ofBool(at, frame -> Comparison.ordered(operator, first.value(frame), second.value(frame), at));
    }

    private static Node floats(int at, String operator, Node first, Node second) {
        return switch (operator) {
            case "<" -> Node.ofBool(at, frame -> first.number(frame) < second.number(frame));
            case "<=" -> Node.ofBool(at, frame -> first.number(frame) <= second.number(frame));
            case ">" -> Node.ofBool(at, frame -> first.number(frame) > second.number(frame));
            default -> Node.ofBool(at, frame -> first.number(frame) >= second.number(frame));
        };
    }

    private static boolean isFloat(Node node) {
        return node.shape == Node.Shape.FLOAT;
    }

    private static boolean holds(int at, String[] operators, List<Node> operands, Frame frame) {
        Object left = operands.get(0).value(frame);
        for (int i = 0; i < operators.length; i++) {
            Object right = operands.get(i + 1).value(frame);
            if (!Comparison.ordered(operators[i], left, right, at)) {
                return false;
            }
            left = right;
        }
        return true;
    }
}
