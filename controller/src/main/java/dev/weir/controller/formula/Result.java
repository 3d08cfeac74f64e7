package dev.weir.controller.formula;

/** What an evaluation came to. */
public sealed interface Result {

    /** A number, which may be negative, infinite or not a number. */
    record Value(double number) implements Result {}

    /** Nil: only a formula with {@code ??} can come to that. */
    enum Nil implements Result {
        NIL
    }

    /** The formula could not be evaluated with these values. */
    record Failed(FormulaException problem) implements Result {}
}
