package dev.weir.controller.decision;

import org.jspecify.annotations.Nullable;

/**
 * What one trigger of a ScaledJob says.
 *
 * @param active whether there is work
 * @param queue how much
 * @param target how much of it one Job takes; 0 if the trigger names nothing
 * @param error why it says nothing, or null; the numbers then mean nothing
 */
public record JobTrigger(
        boolean active,
        double queue,
        double target,
        @Nullable String error) {

    /** A trigger that could not be asked. */
    public static JobTrigger failed(String error) {
        return new JobTrigger(false, 0, 0, error);
    }

    /** How many Jobs its work is enough for, within the room that there is. */
    public double jobs(int room) {
        return target == 0 ? 0 : Math.min(queue / target, room);
    }
}
