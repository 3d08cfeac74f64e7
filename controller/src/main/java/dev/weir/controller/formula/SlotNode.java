package dev.weir.controller.formula;

import org.jspecify.annotations.Nullable;

/** A variable, the element of a loop, its index, or what a reduction has come to. */
final class SlotNode extends Node {

    private final int slot;

    SlotNode(int at, Shape shape, int slot) {
        super(at, shape);
        this.slot = slot;
    }

    @Override
    @Nullable
    Object value(Frame frame) {
        return frame.get(slot);
    }

    @Override
    double number(Frame frame) {
        return shape == Shape.FLOAT && !frame.isNil(slot) ? frame.number(slot) : super.number(frame);
    }

    @Override
    void store(Frame frame, int other) {
        if (shape == Shape.FLOAT && !frame.isNil(slot)) {
            frame.setFloat(other, frame.number(slot));
        } else {
            frame.set(other, frame.get(slot));
        }
    }

    @Override
    boolean isPlain() {
        return true;
    }
}
