package dev.weir.scalers.spi;

/**
 * The pure half of a trigger: what a reading means. No clock, no network, no state but what {@link #after} hands on.
 */
@FunctionalInterface
public interface Interpreter<R extends Record> {

    /** What this reading means. The same reading always means the same. */
    Outcome interpret(R reading);

    /**
     * The interpreter of the next reading, for triggers whose answer depends on earlier ones (rates, persistent lag): a
     * fold whose state is the interpreter itself.
     */
    default Interpreter<R> after(R reading) {
        return this;
    }
}
