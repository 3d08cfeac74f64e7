package dev.weir.controller.formula;

/** Thrown inside this package only; {@link Formula} turns it into a {@link FormulaException}. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Index in the text that was parsed. */
    private final int at;

    private final String reason;

    Fault(int at, String reason) {
        super(reason, null, false, false);
        this.at = at;
        this.reason = reason;
    }

    int at() {
        return at;
    }

    String reason() {
        return reason;
    }
}
