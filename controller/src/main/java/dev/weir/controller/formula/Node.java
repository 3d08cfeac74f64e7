package dev.weir.controller.formula;

import org.jspecify.annotations.Nullable;

/**
 * What a formula is made of once it is compiled. A node answers in the way its {@link #shape} names, without boxing; it can
 * always answer with {@link #value}, where alone nil may appear.
 */
abstract class Node {

    /** What a value surely is, unless it is nil. */
    enum Shape {
        FLOAT,
        INT,
        BOOL,
        OTHER
    }

    final int at;
    final Shape shape;

    Node(int at, Shape shape) {
        this.at = at;
        this.shape = shape;
    }

    /** A {@link Double}, {@link Long}, {@link Boolean}, {@link String}, list, time or nil. */
    abstract @Nullable Object value(Frame frame);

    /** For shapes FLOAT and INT. */
    double number(Frame frame) {
        if (value(frame) instanceof Number number) {
            return number.doubleValue();
        }
        throw expected(frame, "a number");
    }

    /** For the shape INT, or where an int is insisted on. */
    long whole(Frame frame) {
        if (value(frame) instanceof Long number) {
            return number;
        }
        throw expected(frame, "an int");
    }

    /** True or false, or a fault. */
    boolean truth(Frame frame) {
        if (value(frame) instanceof Boolean truth) {
            return truth;
        }
        throw expected(frame, "true or false");
    }

    /** Keeps the value in a slot. */
    void store(Frame frame, int slot) {
        frame.set(slot, value(frame));
    }

    /** Can neither fail nor cost anything, so that it does not matter when it is asked. */
    boolean isPlain() {
        return false;
    }

    final boolean isNumeric() {
        return shape == Shape.FLOAT || shape == Shape.INT;
    }

    private Fault expected(Frame frame, String what) {
        return new Fault(at, Kinds.of(value(frame)) + " where " + what + " is expected");
    }

    @FunctionalInterface
    interface ToFloat {
        double apply(Frame frame);
    }

    @FunctionalInterface
    interface ToInt {
        long apply(Frame frame);
    }

    @FunctionalInterface
    interface ToBool {
        boolean apply(Frame frame);
    }

    @FunctionalInterface
    interface ToValue {
        @Nullable
        Object apply(Frame frame);
    }

    static Node ofFloat(int at, ToFloat body) {
        return new Node(at, Shape.FLOAT) {
            @Override
            Object value(Frame frame) {
                return body.apply(frame);
            }

            @Override
            double number(Frame frame) {
                return body.apply(frame);
            }

            @Override
            void store(Frame frame, int slot) {
                frame.setFloat(slot, body.apply(frame));
            }
        };
    }

    static Node ofInt(int at, ToInt body) {
        return new Node(at, Shape.INT) {
            @Override
            Object value(Frame frame) {
                return body.apply(frame);
            }

            @Override
            double number(Frame frame) {
                return body.apply(frame);
            }

            @Override
            long whole(Frame frame) {
                return body.apply(frame);
            }
        };
    }

    static Node ofBool(int at, ToBool body) {
        return new Node(at, Shape.BOOL) {
            @Override
            Object value(Frame frame) {
                return body.apply(frame);
            }

            @Override
            boolean truth(Frame frame) {
                return body.apply(frame);
            }
        };
    }

    static Node of(int at, ToValue body) {
        return of(at, Shape.OTHER, body);
    }

    /** A node that may be nil, and otherwise is of that shape. */
    static Node of(int at, Shape shape, ToValue body) {
        return new Node(at, shape) {
            @Override
            @Nullable
            Object value(Frame frame) {
                return body.apply(frame);
            }
        };
    }
}
