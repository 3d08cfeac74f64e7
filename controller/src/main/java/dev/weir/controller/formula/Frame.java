package dev.weir.controller.formula;

import org.jspecify.annotations.Nullable;

/**
 * The state of one evaluation: its values, the variables in numbered slots, and what it has used up of its limits.
 * Floats lie in slots unboxed.
 */
final class Frame {

    /** Elements of lists and characters that one evaluation may make, as in expr. */
    static final int MEMORY = 1_000_000;
    /** Nodes that loops may evaluate in one evaluation; some tens of milliseconds. */
    static final int STEPS = 5_000_000;

    private static final Object FLOAT = new Object();
    private static final double[] NO_NUMBERS = {};
    private static final @Nullable Object[] NO_OBJECTS = {};

    final Values values;
    private final double[] numbers;
    private final @Nullable Object[] objects;
    private int memory;
    private int steps;

    Frame(Values values, int slots) {
        this.values = values;
        numbers = slots == 0 ? NO_NUMBERS : new double[slots];
        objects = slots == 0 ? NO_OBJECTS : new @Nullable Object[slots];
    }

    void setFloat(int slot, double number) {
        numbers[slot] = number;
        objects[slot] = FLOAT;
    }

    void set(int slot, @Nullable Object value) {
        if (value instanceof Double number) {
            setFloat(slot, number);
        } else {
            objects[slot] = value;
        }
    }

    boolean isNil(int slot) {
        return objects[slot] == null;
    }

    /** For slots that {@link #setFloat} filled. */
    double number(int slot) {
        return numbers[slot];
    }

    @Nullable
    Object get(int slot) {
        Object value = objects[slot];
        return value == FLOAT ? (Object) numbers[slot] : value;
    }

    /** Takes memory for so many elements. */
    void grow(long size, int at) {
        if (size >= MEMORY - memory) {
            throw new Fault(at, "the formula makes lists or texts of more than " + MEMORY + " elements");
        }
        memory += (int) size;
    }

    /** Takes time for so many nodes. */
    void step(int nodes, int at) {
        steps += nodes;
        if (steps > STEPS) {
            throw new Fault(at, "the formula loops too long: over " + STEPS + " steps");
        }
    }
}
