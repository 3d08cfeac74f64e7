package dev.weir.controller.metricsplane;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan of what is to be measured for one object, or why there is none.
 *
 * @param generation of the manifest that was planned
 * @param plan null if there are problems, or the rules of admission refuse what it needs, such as its formula or its smoothing
 * @param problems every reason why a trigger cannot be made
 * @param warnings what the user may want to know all the same
 */
public record Planned<P>(long generation, @Nullable P plan, List<String> problems, List<String> warnings) {

    public Planned {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** The same with what became of the plan; this very object if that is no other one. */
    Planned<P> with(@Nullable P other) {
        return other == plan ? this : new Planned<>(generation, other, problems, warnings);
    }
}
