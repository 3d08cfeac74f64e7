package dev.weir.controller.formula;

import org.jspecify.annotations.Nullable;

/** {@code left ?? right}: the right one where the left one is nil. */
final class Coalesce extends Node {

    private final Node left;
    private final Node right;

    Coalesce(int at, Node left, Node right) {
        super(at, Choice.shape(left, right));
        this.left = left;
        this.right = right;
    }

    @Override
    @Nullable
    Object value(Frame frame) {
        Object value = left.value(frame);
        return value == null ? right.value(frame) : value;
    }

    @Override
    double number(Frame frame) {
        if (left instanceof TriggerNode trigger) {
            return frame.values.has(trigger.place) ? frame.values.number(trigger.place) : right.number(frame);
        }
        return super.number(frame);
    }
}
