package dev.weir.controller.formula;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A literal, or what literals came to at compile time. */
final class Constant extends Node {

    final @Nullable Object value;
    private final double number;

    Constant(int at, @Nullable Object value) {
        super(at, shape(value));
        this.value = value;
        number = value instanceof Number given ? given.doubleValue() : 0;
    }

    private static Shape shape(@Nullable Object value) {
        return value instanceof Double
                ? Shape.FLOAT
                : value instanceof Long ? Shape.INT : value instanceof Boolean ? Shape.BOOL : Shape.OTHER;
    }

    @Override
    @Nullable
    Object value(Frame frame) {
        return value;
    }

    @Override
    double number(Frame frame) {
        return isNumeric() ? number : super.number(frame);
    }

    @Override
    void store(Frame frame, int slot) {
        if (shape == Shape.FLOAT) {
            frame.setFloat(slot, number);
        } else {
            frame.set(slot, value);
        }
    }

    @Override
    boolean isPlain() {
        return true;
    }

    boolean isScalar() {
        return value != null && !(value instanceof List);
    }
}
