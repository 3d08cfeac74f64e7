package dev.weir.controller.formula;

import org.jspecify.annotations.Nullable;

/** {@code condition ? yes : no}, and {@code if}. */
final class Choice extends Node {

    private final Node condition;
    private final Node yes;
    private final Node no;

    Choice(int at, Node condition, Node yes, Node no) {
        super(at, shape(yes, no));
        this.condition = condition;
        this.yes = yes;
        this.no = no;
    }

    /** Nil may go with any shape. */
    static Shape shape(Node one, Node other) {
        if (isNil(one)) {
            return other.shape;
        }
        return isNil(other) || one.shape == other.shape ? one.shape : Shape.OTHER;
    }

    private static boolean isNil(Node node) {
        return node instanceof Constant constant && constant.value == null;
    }

    private Node chosen(Frame frame) {
        return condition.truth(frame) ? yes : no;
    }

    @Override
    @Nullable
    Object value(Frame frame) {
        return chosen(frame).value(frame);
    }

    @Override
    double number(Frame frame) {
        return chosen(frame).number(frame);
    }

    @Override
    long whole(Frame frame) {
        return chosen(frame).whole(frame);
    }

    @Override
    boolean truth(Frame frame) {
        return chosen(frame).truth(frame);
    }

    @Override
    void store(Frame frame, int slot) {
        chosen(frame).store(frame, slot);
    }
}
