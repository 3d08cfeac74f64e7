package dev.weir.controller.formula;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node before which something is done: a variable is set. */
final class Prepared extends Node {

    private final Node body;
    private final Consumer<Frame> before;

    Prepared(Node body, Consumer<Frame> before) {
        super(body.at, body.shape);
        this.body = body;
        this.before = before;
    }

    @Override
    @Nullable
    Object value(Frame frame) {
        before.accept(frame);
        return body.value(frame);
    }

    @Override
    double number(Frame frame) {
        before.accept(frame);
        return body.number(frame);
    }

    @Override
    long whole(Frame frame) {
        before.accept(frame);
        return body.whole(frame);
    }

    @Override
    boolean truth(Frame frame) {
        before.accept(frame);
        return body.truth(frame);
    }

    @Override
    void store(Frame frame, int slot) {
        before.accept(frame);
        body.store(frame, slot);
    }
}
