package dev.weir.scalers.spi;

/**
 * One trigger type, found by {@link java.util.ServiceLoader}. Implementations have a public constructor without arguments
 * and no state.
 */
public interface ScalerType {

    /** The word that stands in a trigger's {@code type}. */
    String type();

    /**
     * Makes a trigger. Reaches no network: what can only be found out there is a failure of the poll. Declares every parameter
     * of the type whatever the others say: what is accepted, and what the documentation shows, is what was declared.
     *
     * @param params of the trigger, of which nothing has been read yet
     * @throws InvalidTriggerException with every problem of the trigger's parameters at once
     */
    Trigger<?> create(Params params, ScalerEnvironment environment);
}
