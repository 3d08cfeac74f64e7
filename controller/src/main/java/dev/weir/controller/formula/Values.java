package dev.weir.controller.formula;

import java.time.Instant;

/** What one evaluation reads. It is asked only for what the formula uses, on the thread that evaluates. */
public interface Values {

    /** False if the trigger failed: its value is then nil. */
    boolean has(int place);

    /** The value of a trigger that {@link #has} one. */
    double number(int place);

    /** For {@code now()}, {@code now}, {@code hour} and {@code weekday}. */
    Instant now();

    /** How many replicas the target has now. */
    double replicas();

    History history();
}
