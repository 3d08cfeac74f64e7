package dev.weir.controller.credentials;

import dev.weir.scalers.spi.TriggerSpec;
import java.util.List;

/**
 * A trigger with what it refers to.
 *
 * @param notes what could not be found and therefore reads as empty, for the user; never a value
 */
public record ResolvedTrigger(TriggerSpec spec, List<String> notes) {

    public ResolvedTrigger {
        notes = List.copyOf(notes);
    }
}
