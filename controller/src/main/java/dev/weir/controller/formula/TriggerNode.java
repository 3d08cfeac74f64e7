package dev.weir.controller.formula;

import org.jspecify.annotations.Nullable;

/** The value of a trigger: a float, or nil if the trigger failed. */
final class TriggerNode extends Node {

    final int place;
    private final String name;

    TriggerNode(int at, String name, int place) {
        super(at, Shape.FLOAT);
        this.name = name;
        this.place = place;
    }

    @Override
    @Nullable
    Object value(Frame frame) {
        return frame.values.has(place) ? (Object) frame.values.number(place) : null;
    }

    @Override
    double number(Frame frame) {
        if (!frame.values.has(place)) {
            throw new Fault(
                    at, "trigger " + name + " has no value, expected one here (or give another: " + name + " ?? 0)");
        }
        return frame.values.number(place);
    }

    @Override
    void store(Frame frame, int slot) {
        if (frame.values.has(place)) {
            frame.setFloat(slot, frame.values.number(place));
        } else {
            frame.set(slot, null);
        }
    }

    @Override
    boolean isPlain() {
        return true;
    }
}
