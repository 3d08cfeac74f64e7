package dev.weir.controller.formula;

import java.time.Instant;

/** What constants are folded with: nothing. */
enum NoValues implements Values {
    NONE;

    @Override
    public boolean has(int place) {
        return false;
    }

    @Override
    public double number(int place) {
        throw new IllegalStateException("no values while compiling");
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public double replicas() {
        return 0;
    }

    @Override
    public History history() {
        return History.NONE;
    }
}
