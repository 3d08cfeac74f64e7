package dev.weir.controller.explain;

/** What came of asking for an explanation. */
public sealed interface Explained {

    /** Here it is. */
    record Found(Explanation explanation) implements Explained {}

    /** There is no such object; the message says what there is instead. */
    record Absent(String message) implements Explained {}

    /** Nobody can say yet, and why. */
    record NotYet(String message) implements Explained {}
}
