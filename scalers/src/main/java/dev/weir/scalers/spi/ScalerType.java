package dev.weir.scalers.spi;

/**
 * One trigger type, found by {@link java.util.ServiceLoader}. Implementations have a public constructor without arguments
 * and no state.
 */
public interface ScalerType {

    /** The word that stands in a trigger's {@code type}. */
    String type();

    /**
     * Makes a trigger. Reaches no network: what can only be found out there is a failure of the poll.
     *
     * @throws InvalidTriggerException with every problem of the trigger's parameters at once
     */
    Trigger<?> create(TriggerSpec spec, ScalerEnvironment environment);
}
